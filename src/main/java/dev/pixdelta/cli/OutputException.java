package dev.pixdelta.cli;

/** Standard output cannot be written to; the message is one sentence. */
final class OutputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean readerGone;

  /**
   * @param readerGone whether somebody read it and has stopped, as {@code head} does
   */
  OutputException(String sentence, boolean readerGone, Throwable cause) {
    super(sentence, cause);
    this.readerGone = readerGone;
  }

  boolean readerGone() {
    return readerGone;
  }
}
