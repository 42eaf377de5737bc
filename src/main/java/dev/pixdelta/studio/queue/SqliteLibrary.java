package dev.pixdelta.studio.queue;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Where sqlite-jdbc unpacks its native library: a megabyte at each start, deleted when the process
 * ends by itself. A killed one leaves it, so it goes where that can be cleaned up.
 */
final class SqliteLibrary {
  /** Longer than the library takes from unpacking to loading. */
  private static final Duration DEAD = Duration.ofMinutes(1);

  private SqliteLibrary() {}

  /**
   * To be called before the first connection of the process.
   *
   * @throws IOException if the folder cannot be used
   */
  static void unpackInto(Path cacheFolder) throws IOException {
    Path folder = cacheFolder.resolve("sqlite");
    Files.createDirectories(folder);
    System.setProperty("org.sqlite.tmpdir", folder.toAbsolutePath().toString());
    Instant dead = Instant.now().minus(DEAD);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        deleteIfOlder(file, dead);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /** Loaded libraries may be deleted, except on Windows, which refuses. */
  private static void deleteIfOlder(Path file, Instant dead) {
    try {
      if (Files.getLastModifiedTime(file).toInstant().isBefore(dead)) {
        Files.delete(file);
      }
    } catch (IOException e) {
      // in use, or another process was faster
    }
  }
}
