package dev.pixdelta.weights;

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
public final class ModelFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean missing;

  /**
   * @param file the file (or folder) at fault, named first in the message
   * @param problem the rest of the sentence, without a full stop
   */
  public ModelFileException(Path file, String problem) {
    this(file.toString(), problem);
  }

  /** As above, with the cause kept for logs. */
  public ModelFileException(Path file, String problem, Throwable cause) {
    this(file + ": " + problem, cause, false);
  }

  /**
   * @param name what was asked for when that is not a path, named first in the message
   * @param problem the rest of the sentence, without a full stop
   */
  public ModelFileException(String name, String problem) {
    this(name + ": " + problem, null, false);
  }

  private ModelFileException(String sentence, @Nullable Throwable cause, boolean missing) {
    super(oneLine(sentence), cause);
    this.missing = missing;
  }

  /**
   * The sentence for a file or folder that is not there.
   *
   * @param problem the rest of the sentence, without a full stop
   */
  public static ModelFileException missing(Path file, String problem) {
    return new ModelFileException(file + ": " + problem, null, true);
  }

  /** The sentence for a file or folder that the system would not let be read. */
  public static ModelFileException unreadable(Path file, IOException cause) {
    boolean missing = cause instanceof NoSuchFileException;
    String problem = missing ? "the file is missing" : "cannot be read: " + reason(cause);
    return new ModelFileException(file + ": " + problem, cause, missing);
  }

  /** The sentence for a file that the system would not let be written. */
  public static ModelFileException unwritable(Path file, IOException cause) {
    return new ModelFileException(
        file,
        cause instanceof NoSuchFileException
            ? "cannot be written: the folder is missing"
            : "cannot be written: " + reason(cause),
        cause);
  }

  /** Whether the file or folder is not there at all. */
  public boolean isMissing() {
    return missing;
  }

  /** This failure with more to say at the end of its sentence. */
  public ModelFileException with(String more) {
    return new ModelFileException(getMessage() + more, getCause(), missing);
  }

  /** The sentence; never null. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  /** Without the path, which the sentence already has. */
  private static String reason(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    String reason = cause instanceof FileSystemException e ? e.getReason() : cause.getMessage();
    return reason == null ? cause.getClass().getSimpleName() : reason;
  }

  /** Names come from files: a line break or an escape sequence in one must not reach a terminal. */
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
