package dev.pixdelta.studio.gallery;

import dev.pixdelta.system.TemporaryFile;
import dev.pixdelta.text.ExplainedIOException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * Gives files new places. No file is ever replaced, and none goes before its copy is whole and on
 * the disk: a name is claimed with an empty file, which the real one then replaces in one step.
 */
final class FileMover {
  private FileMover() {}

  /** {@code fox.png}, {@code fox-2.png}, {@code fox-3.png}. */
  static String numbered(String name, int number) {
    int dot = name.lastIndexOf('.');
    int end = dot <= 0 ? name.length() : dot;
    return number == 1 ? name : name.substring(0, end) + "-" + number + name.substring(end);
  }

  /**
   * Moves a file to a claimed name, to another file system by a copy; on failure the file is where
   * it was and the name is free again.
   */
  static void move(Path from, Path claimed) throws IOException {
    try {
      try {
        Files.move(from, claimed, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        replaceByCopy(from, claimed);
        Files.delete(from);
      }
    } catch (IOException e) {
      // Where the file went from under us, its only copy may be the new one.
      if (Files.exists(from, LinkOption.NOFOLLOW_LINKS) || claimed.toFile().length() == 0) {
        TemporaryFile.deleteQuietly(claimed);
      }
      throw e;
    }
  }

  /** Copies a file to a claimed name; on failure the name is free again. */
  static void copy(Path from, Path claimed) throws IOException {
    try {
      replaceByCopy(from, claimed);
    } catch (IOException e) {
      TemporaryFile.deleteQuietly(claimed);
      throw e;
    }
  }

  private static void replaceByCopy(Path from, Path claimed) throws IOException {
    Path temporary = TemporaryFile.in(Objects.requireNonNull(claimed.getParent()), "copy");
    try {
      Files.copy(from, temporary, StandardCopyOption.COPY_ATTRIBUTES);
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      if (Files.size(temporary) != Files.size(from)) {
        throw new ExplainedIOException("the file changed while it was copied");
      }
      Files.move(temporary, claimed, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      TemporaryFile.deleteQuietly(temporary);
    }
  }
}
