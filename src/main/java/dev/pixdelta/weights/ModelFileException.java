package dev.pixdelta.weights;

import java.nio.file.Path;

/**
 * A file of a model is missing, damaged or says something that cannot be. The message is one
 * sentence for the user: it names the file, and tensor or key, what was expected and what was
 * found.
 */
public final class ModelFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param file the file (or folder) at fault, named first in the message
   * @param problem the rest of the sentence, without a full stop
   */
  public ModelFileException(Path file, String problem) {
    super(file + ": " + problem);
  }

  /** As above, with the cause kept for logs. */
  public ModelFileException(Path file, String problem, Throwable cause) {
    super(file + ": " + problem, cause);
  }
}
