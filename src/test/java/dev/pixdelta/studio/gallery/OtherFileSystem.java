package dev.pixdelta.studio.gallery;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A folder that no rename reaches from a test's own.
 *
 * @param top where the file system is mounted
 * @param folder on it, deleted in the end
 */
record OtherFileSystem(Path top, Path folder) implements AutoCloseable {
  /** On the memory disk that Linux systems have; a test without one is not run. */
  static OtherFileSystem of(Path own) throws IOException {
    Path top = Path.of("/dev/shm");
    assumeTrue(
        Files.isWritable(top)
            && !Files.getAttribute(top, "unix:dev").equals(Files.getAttribute(own, "unix:dev")));
    return new OtherFileSystem(top, Files.createTempDirectory(top, "pixdelta"));
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
