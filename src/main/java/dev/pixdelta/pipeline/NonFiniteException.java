package dev.pixdelta.pipeline;

import dev.pixdelta.text.HasSentence;
import dev.pixdelta.text.Sentence;

/**
 * A network gave NaN or infinity, of which no picture can be made: it overflowed, or its weights
 * are damaged. The message is the sentence for the user. Says nothing of the next picture, which
 * may be well.
 */
public final class NonFiniteException extends RuntimeException implements HasSentence {
  private static final long serialVersionUID = 1L;

  private final transient Sentence sentence;

  public NonFiniteException(Sentence sentence) {
    super(sentence.toString());
    this.sentence = sentence;
  }

  @Override
  public Sentence sentence() {
    return sentence;
  }
}
