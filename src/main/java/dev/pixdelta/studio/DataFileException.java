package dev.pixdelta.studio;

import java.nio.file.Path;

/**
 * A file of the program's own data cannot be used. The message is one sentence for the user that
 * names the file first.
 */
public final class DataFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param file the file or folder at fault, named first in the message
   * @param problem the rest of the sentence, without a full stop
   */
  public DataFileException(Path file, String problem) {
    super(file + ": " + problem);
  }

  /** As above, with the cause kept for logs. */
  public DataFileException(Path file, String problem, Throwable cause) {
    super(file + ": " + problem, cause);
  }
}
