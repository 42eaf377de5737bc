package dev.pixdelta.studio.gallery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Size and time of a file: while neither changes, its contents count as unchanged.
 *
 * @param bytes size of the file
 * @param modified nanoseconds since 1970
 */
record Stamp(long bytes, long modified) {
  /** Of a file that is not there. */
  static final Stamp NONE = new Stamp(-1, 0);

  static Stamp of(BasicFileAttributes attributes) {
    return new Stamp(attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
  }

  /** Of the file that the path leads to. */
  static Stamp of(Path file) throws IOException {
    return of(Files.readAttributes(file, BasicFileAttributes.class));
  }

  Instant time() {
    return Instant.ofEpochSecond(
        Math.floorDiv(modified, 1_000_000_000), Math.floorMod(modified, 1_000_000_000));
  }
}
