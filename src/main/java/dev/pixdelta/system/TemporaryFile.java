package dev.pixdelta.system;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files that have another name until they are whole. Safe for any thread. */
public final class TemporaryFile {
  private static final Pattern TEMPORARY =
      Pattern.compile("\\..*\\.([0-9]{1,18})\\.[0-9a-f]{16}\\.tmp", Pattern.DOTALL);

  private TemporaryFile() {}

  /**
   * A name no other process picks, and that tells which one picked it; hidden where dot files are.
   */
  public static Path in(Path folder, String name) {
    long process = ProcessHandle.current().pid();
    long random = ThreadLocalRandom.current().nextLong();
    return folder.resolve(
        "." + name + "." + process + "." + HexFormat.of().toHexDigits(random) + ".tmp");
  }

  /**
   * Deletes what processes that no longer run left half written in a folder.
   *
   * @throws IOException if the folder cannot be listed
   */
  public static void deleteLeftovers(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ".*.tmp")) {
      for (Path file : files) {
        Matcher name = TEMPORARY.matcher(String.valueOf(file.getFileName()));
        if (name.matches() && !isAlive(Long.parseLong(name.group(1)), file)) {
          deleteQuietly(file);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /** Numbers of processes are used again: the one that wrote a file began before it. */
  private static boolean isAlive(long process, Path file) throws IOException {
    Optional<ProcessHandle> handle = ProcessHandle.of(process);
    if (handle.isEmpty()) {
      return false;
    }
    try {
      Instant written = Files.getLastModifiedTime(file).toInstant();
      return handle
          .flatMap(p -> p.info().startInstant())
          .map(began -> !began.isAfter(written.plusSeconds(2)))
          .orElse(true);
    } catch (NoSuchFileException e) {
      return true; // its process has just deleted it
    }
  }

  /**
   * Deletes a file where the error that led here, or a file that is already saved, is what matters.
   */
  public static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // see above
    }
  }
}
