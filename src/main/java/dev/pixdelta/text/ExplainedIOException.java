package dev.pixdelta.text;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A failure with a file whose reason is told in a sentence, or a part of one. */
public final class ExplainedIOException extends IOException implements HasSentence {
  private static final long serialVersionUID = 1L;

  private final transient Sentence sentence;

  /**
   * @param english the reason, see {@link Sentence#of}
   */
  public ExplainedIOException(String english, @Nullable Object... arguments) {
    this(Sentence.of(english, arguments), null);
  }

  /** As above, with the cause kept for logs. */
  public ExplainedIOException(Sentence sentence, @Nullable Throwable cause) {
    super(sentence.toString(), cause);
    this.sentence = sentence;
  }

  @Override
  public Sentence sentence() {
    return sentence;
  }
}
