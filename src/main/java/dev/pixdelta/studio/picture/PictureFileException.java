package dev.pixdelta.studio.picture;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A picture, a latents file or their folder cannot be written or read. The message is one sentence
 * for the user that names the file first.
 */
public final class PictureFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param file the file or folder at fault, named first in the message
   * @param problem the rest of the sentence, without a full stop
   */
  public PictureFileException(Path file, String problem) {
    super(file + ": " + problem);
  }

  /**
   * @param file the file or folder at fault, named first in the message
   * @param problem what could not be done, such as "cannot be written"; the reason follows it
   * @param cause kept for logs; says the reason
   */
  public PictureFileException(Path file, String problem, IOException cause) {
    super(file + ": " + problem + ": " + reason(cause), cause);
  }

  /** The reason in words: file system exceptions often carry a bare path as their message. */
  private static String reason(IOException cause) {
    return switch (cause) {
      case NoSuchFileException e -> "there is no such file or folder";
      case AccessDeniedException e -> "permission denied";
      case FileAlreadyExistsException e -> "a file of that name is in the way";
      case NotDirectoryException e -> "it is not a folder";
      case DirectoryNotEmptyException e -> "the folder is not empty";
      case FileSystemException e -> orUnknown(e.getReason());
      default -> orUnknown(cause.getMessage());
    };
  }

  private static String orUnknown(@Nullable String reason) {
    return reason == null || reason.isBlank() ? "the system gives no reason" : reason;
  }
}
