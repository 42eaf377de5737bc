package dev.pixdelta.torch;

/** The native engine cannot be had as asked for; the message is one sentence with the way out. */
public final class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EngineException(String sentence) {
    super(sentence);
  }

  public EngineException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
