package dev.pixdelta.pipeline;

import dev.pixdelta.text.HasSentence;
import dev.pixdelta.text.Sentence;
import org.jspecify.annotations.Nullable;

/** The request cannot be served by this model; the sentence says the way out. */
public final class InvalidRequestException extends RuntimeException implements HasSentence {
  private static final long serialVersionUID = 1L;

  private final transient Sentence sentence;

  /**
   * @param english the sentence, see {@link Sentence#of}
   */
  public InvalidRequestException(String english, @Nullable Object... arguments) {
    this(Sentence.of(english, arguments));
  }

  public InvalidRequestException(Sentence sentence) {
    super(sentence.toString());
    this.sentence = sentence;
  }

  @Override
  public Sentence sentence() {
    return sentence;
  }
}
