package dev.pixdelta.weights;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file of a model is missing, damaged or says something that cannot be. The message is one
 * sentence for the user, on one line: it names the file, and tensor or key, what was expected and
 * what was found.
 */
public final class ModelFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param file the file (or folder) at fault, named first in the message
   * @param problem the rest of the sentence, without a full stop
   */
  public ModelFileException(Path file, String problem) {
    this(file.toString(), problem);
  }

  /** As above, with the cause kept for logs. */
  public ModelFileException(Path file, String problem, Throwable cause) {
    super(oneLine(file + ": " + problem), cause);
  }

  /**
   * @param name what was asked for when that is not a path, named first in the message
   * @param problem the rest of the sentence, without a full stop
   */
  public ModelFileException(String name, String problem) {
    super(oneLine(name + ": " + problem));
  }

  /** The sentence for a file or folder that the system would not let be read. */
  public static ModelFileException unreadable(Path file, IOException cause) {
    return new ModelFileException(
        file,
        cause instanceof NoSuchFileException
            ? "the file is missing"
            : "cannot be read: " + reason(cause),
        cause);
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
