package dev.pixdelta.system;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * Small files of our own that are there whole, old or new, whatever happens while they are written.
 */
public final class WholeFile {
  private WholeFile() {}

  /**
   * Replaces a file, or makes it: the content is flushed to the disk before it has the name.
   *
   * @param file in a folder that is there
   * @throws IOException if it cannot be written; an old one is as it was
   */
  public static void replace(Path file, byte[] content) throws IOException {
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    Path temporary = TemporaryFile.in(folder, "file");
    try {
      try (FileChannel channel =
          FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      TemporaryFile.deleteQuietly(temporary);
    }
  }
}
