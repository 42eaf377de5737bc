package dev.pixdelta.weights;

import dev.pixdelta.text.HasSentence;
import dev.pixdelta.text.Sentence;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of a model is missing, damaged or says something that cannot be. The message is one
 * sentence for the user, on one line: it names the file, and tensor or key, what was expected and
 * what was found.
 */
public final class ModelFileException extends RuntimeException implements HasSentence {
  private static final long serialVersionUID = 1L;

  private final transient Sentence sentence;
  private final boolean missing;

  /**
   * @param file the file (or folder) at fault, named first in the message
   * @param problem the rest of the sentence, without a full stop, see {@link Sentence#of}
   */
  public ModelFileException(Path file, String problem, @Nullable Object... arguments) {
    this(file.toString(), problem, arguments);
  }

  /** As above, with a sentence for the problem. */
  public ModelFileException(Path file, Sentence problem) {
    this(file.toString(), problem, null, false);
  }

  /** As above, with the cause kept for logs. */
  public ModelFileException(Path file, String problem, Throwable cause) {
    this(file.toString(), Sentence.of(problem), cause, false);
  }

  /** As above, with the cause kept for logs. */
  public ModelFileException(Path file, Sentence problem, Throwable cause) {
    this(file.toString(), problem, cause, false);
  }

  /**
   * @param name what was asked for when that is not a path, named first in the message
   * @param problem the rest of the sentence, without a full stop, see {@link Sentence#of}
   */
  public ModelFileException(String name, String problem, @Nullable Object... arguments) {
    this(name, Sentence.of(problem, arguments), null, false);
  }

  private ModelFileException(
      String name, Sentence problem, @Nullable Throwable cause, boolean missing) {
    this(oneLine(Sentence.of("{0}: {1}", name, problem)), cause, missing);
  }

  private ModelFileException(Sentence sentence, @Nullable Throwable cause, boolean missing) {
    super(sentence.toString(), cause);
    this.sentence = sentence;
    this.missing = missing;
  }

  /**
   * The sentence for a file or folder that is not there.
   *
   * @param problem the rest of the sentence, without a full stop
   */
  public static ModelFileException missing(Path file, Sentence problem) {
    return new ModelFileException(file.toString(), problem, null, true);
  }

  /** The sentence for a file or folder that the system would not let be read. */
  public static ModelFileException unreadable(Path file, IOException cause) {
    boolean missing = cause instanceof NoSuchFileException;
    return new ModelFileException(
        file.toString(),
        missing
            ? Sentence.of("the file is missing")
            : Sentence.of("cannot be read: {0}", reason(cause)),
        cause,
        missing);
  }

  /** The sentence for a file that the system would not let be written. */
  public static ModelFileException unwritable(Path file, IOException cause) {
    return new ModelFileException(
        file.toString(),
        cause instanceof NoSuchFileException
            ? Sentence.of("cannot be written: the folder is missing")
            : Sentence.of("cannot be written: {0}", reason(cause)),
        cause,
        false);
  }

  @Override
  public Sentence sentence() {
    return sentence;
  }

  /** Whether the file or folder is not there at all. */
  public boolean isMissing() {
    return missing;
  }

  /** This failure with the way out at the end of its sentence. */
  public ModelFileException with(Sentence wayOut) {
    return new ModelFileException(
        Sentence.of("{0}; {1}", sentence, oneLine(wayOut)), getCause(), missing);
  }

  /** The sentence in English; never null. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  /** Without the path, which the sentence already has. */
  private static Object reason(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return Sentence.of("permission denied");
    }
    String reason = cause instanceof FileSystemException e ? e.getReason() : cause.getMessage();
    return reason == null ? cause.getClass().getSimpleName() : reason;
  }

  /** Names come from files: a line break or an escape sequence in one must not reach a terminal. */
  private static Sentence oneLine(Sentence sentence) {
    return new Sentence(
        oneLine(sentence.text()),
        sentence.value(),
        sentence.arguments().stream().map(ModelFileException::oneLine).toList());
  }

  private static String oneLine(String message) {
    StringBuilder out = new StringBuilder(message.length());
    message.codePoints().forEach(c -> out.appendCodePoint(isShown(c) ? c : '?'));
    return out.toString();
  }

  private static boolean isShown(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      // The joiners belong to scripts and emoji; the rest reorders or hides text.
      case Character.FORMAT -> codePoint == 0x200c || codePoint == 0x200d;
      default -> true;
    };
  }
}
