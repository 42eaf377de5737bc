package dev.pixdelta.torch;

import dev.pixdelta.text.Sentence;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** Why an engine cannot be loaded although its files are what they should be. */
final class LoadFailure {
  /** What an engine maps besides its files, with some to spare: threads, heaps of the C library. */
  private static final long BESIDES_FILES = 150_000_000;

  private LoadFailure() {}

  /**
   * @param folder where the files are
   * @param spaceLeft bytes of address space, if they are limited
   * @param noPrograms whether the folder's disk is mounted {@code noexec}
   */
  static EngineException of(
      Throwable failure, Path folder, OptionalLong spaceLeft, boolean noPrograms) {
    long needed = size(folder) + BESIDES_FILES;
    if (spaceLeft.isPresent() && spaceLeft.getAsLong() < needed) {
      return AddressSpace.tooLittle(needed, spaceLeft.getAsLong(), failure);
    }
    if (noPrograms) {
      return new EngineException(
          Sentence.of(
              "The native engine in {0} cannot be loaded, because that disk is mounted noexec; set PIXDELTA_HOME to a folder on another disk",
              folder),
          failure);
    }
    return new EngineException(
        Sentence.of("The native engine in {0} cannot be loaded: {1}", folder, reason(failure)),
        failure);
  }

  private static long size(Path folder) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      long size = 0;
      for (Path file : files) {
        size += Files.size(file);
      }
      return size;
    } catch (IOException | DirectoryIteratorException e) {
      return 0;
    }
  }

  /** What the system's loader said, without the file names that it puts in front, twice. */
  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String said = String.valueOf(cause.getMessage());
    String[] parts = said.split(": ", 3);
    return parts.length == 3 && parts[0].equals(parts[1])
        ? Path.of(parts[0]).getFileName() + ": " + parts[2]
        : said;
  }

  /** Whether no program and no library can be loaded from a folder's disk; false if unknown. */
  static boolean isNoexec(Path folder) {
    return isNoexec(folder, Path.of("/proc/self/mounts"));
  }

  /**
   * @param mounts Linux's table: device, folder, type and options of each file system
   */
  static boolean isNoexec(Path folder, Path mounts) {
    try {
      Path real = folder.toRealPath();
      Path mounted = null;
      boolean noexec = false;
      for (String line : Files.readAllLines(mounts)) {
        List<String> fields = List.of(line.split(" "));
        Path point = Path.of(fields.get(1).replace("\\040", " "));
        // the last one on the same folder hides those before
        if (real.startsWith(point)
            && (mounted == null || point.getNameCount() >= mounted.getNameCount())) {
          mounted = point;
          noexec = List.of(fields.get(3).split(",")).contains("noexec");
        }
      }
      return noexec;
    } catch (IOException | RuntimeException e) { // not Linux, or a table of another form
      return false;
    }
  }
}
