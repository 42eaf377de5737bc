package dev.pixdelta.pipeline;

/** The request cannot be served by this model; the message is one sentence with the way out. */
public final class InvalidRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidRequestException(String sentence) {
    super(sentence);
  }
}
