package dev.pixdelta.studio.picture;

import dev.pixdelta.text.HasSentence;
import dev.pixdelta.text.Sentence;
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
public final class PictureFileException extends RuntimeException implements HasSentence {
  private static final long serialVersionUID = 1L;

  private final transient Sentence sentence;

  /**
   * @param file the file or folder at fault, named first in the message
   * @param problem the rest of the sentence, without a full stop, see {@link Sentence#of}
   */
  public PictureFileException(Path file, String problem, @Nullable Object... arguments) {
    this(Sentence.of("{0}: {1}", file, Sentence.of(problem, arguments)), null);
  }

  /**
   * @param file the file or folder at fault, named first in the message
   * @param problem what could not be done, such as "cannot be written"; the reason follows it
   * @param cause kept for logs; says the reason
   */
  public PictureFileException(Path file, String problem, IOException cause) {
    this(Sentence.of("{0}: {1}: {2}", file, Sentence.of(problem), reason(cause)), cause);
  }

  private PictureFileException(Sentence sentence, @Nullable Throwable cause) {
    super(sentence.toString(), cause);
    this.sentence = sentence;
  }

  @Override
  public Sentence sentence() {
    return sentence;
  }

  /** The reason in words: file system exceptions often carry a bare path as their message. */
  private static Object reason(IOException cause) {
    return switch (cause) {
      case NoSuchFileException e -> Sentence.of("there is no such file or folder");
      case AccessDeniedException e -> Sentence.of("permission denied");
      case FileAlreadyExistsException e -> Sentence.of("a file of that name is in the way");
      case NotDirectoryException e -> Sentence.of("it is not a folder");
      case DirectoryNotEmptyException e -> Sentence.of("the folder is not empty");
      case FileSystemException e -> orUnknown(e.getReason());
      default -> orUnknown(cause.getMessage());
    };
  }

  private static Object orUnknown(@Nullable String reason) {
    return reason == null || reason.isBlank() ? Sentence.of("the system gives no reason") : reason;
  }
}
