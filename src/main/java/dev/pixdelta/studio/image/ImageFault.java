package dev.pixdelta.studio.image;

import dev.pixdelta.text.HasSentence;
import dev.pixdelta.text.Sentence;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What is wrong with a picture file, as a clause about "it". */
final class ImageFault extends IOException implements HasSentence {
  private static final long serialVersionUID = 1L;

  private final transient Sentence clause;

  /**
   * @param clause see {@link Sentence#of}
   */
  ImageFault(String clause, @Nullable Object... arguments) {
    this(Sentence.of(clause, arguments), null);
  }

  ImageFault(Sentence clause, @Nullable Throwable cause) {
    super(clause.toString(), cause);
    this.clause = clause;
  }

  @Override
  public Sentence sentence() {
    return clause;
  }
}
