package dev.pixdelta.studio;

import dev.pixdelta.text.HasSentence;
import dev.pixdelta.text.Sentence;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of the program's own data cannot be used. The message is one sentence for the user that
 * names the file first.
 */
public final class DataFileException extends RuntimeException implements HasSentence {
  private static final long serialVersionUID = 1L;

  private final transient Sentence sentence;

  /**
   * @param file the file or folder at fault, named first in the message
   * @param problem the rest of the sentence, without a full stop, see {@link Sentence#of}
   */
  public DataFileException(Path file, String problem, @Nullable Object... arguments) {
    this(file, Sentence.of(problem, arguments), null);
  }

  /** As above, with the cause kept for logs. */
  public DataFileException(Path file, Sentence problem, @Nullable Throwable cause) {
    super(file + ": " + problem, cause);
    this.sentence = Sentence.of("{0}: {1}", file, problem);
  }

  @Override
  public Sentence sentence() {
    return sentence;
  }
}
