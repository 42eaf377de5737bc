package dev.pixdelta.torch;

import dev.pixdelta.text.HasSentence;
import dev.pixdelta.text.Sentence;
import org.jspecify.annotations.Nullable;

/** The native engine cannot be had as asked for; the sentence says the way out. */
public final class EngineException extends RuntimeException implements HasSentence {
  private static final long serialVersionUID = 1L;

  private final transient Sentence sentence;

  public EngineException(String sentence) {
    this(Sentence.of(sentence));
  }

  public EngineException(String sentence, Throwable cause) {
    this(Sentence.of(sentence), cause);
  }

  public EngineException(Sentence sentence) {
    super(sentence.toString());
    this.sentence = sentence;
  }

  public EngineException(Sentence sentence, @Nullable Throwable cause) {
    super(sentence.toString(), cause);
    this.sentence = sentence;
  }

  @Override
  public Sentence sentence() {
    return sentence;
  }
}
