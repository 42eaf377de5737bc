package dev.pixdelta.pipeline;

/**
 * A network gave NaN or infinity, of which no picture can be made: it overflowed, or its weights
 * are damaged. The message is the sentence for the user. Says nothing of the next picture, which
 * may be well.
 */
public final class NonFiniteException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param sentence for the user
   */
  public NonFiniteException(String sentence) {
    super(sentence);
  }
}
