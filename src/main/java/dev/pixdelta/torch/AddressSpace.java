package dev.pixdelta.torch;

import dev.pixdelta.text.Sentence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How much more this process may map, where a shell or a batch system limits it (ulimit -v). */
public final class AddressSpace {
  private static final Pattern LIMIT =
      Pattern.compile("^Max address space\\s+(\\d+)\\s", Pattern.MULTILINE);
  private static final Pattern USED = Pattern.compile("^VmSize:\\s+(\\d+) kB", Pattern.MULTILINE);

  private AddressSpace() {}

  /** A sentence on memory that was missing, with the limit where there is one. */
  public static Sentence explained(Sentence sentence) {
    OptionalLong left = left();
    return left.isEmpty()
        ? sentence
        : Sentence.of(
            "{0}; this process may use only {1} MB more address space (ulimit -v)",
            sentence, megabytes(left.getAsLong()));
  }

  /**
   * Checks before what would not fail but hang or end the process.
   *
   * @param needed bytes
   * @throws EngineException if the limit leaves less
   */
  static void require(long needed) {
    OptionalLong left = left();
    if (left.isPresent() && left.getAsLong() < needed) {
      throw tooLittle(needed, left.getAsLong(), null);
    }
  }

  static EngineException tooLittle(long needed, long left, @Nullable Throwable cause) {
    return new EngineException(
        Sentence.of(
            "The native engine needs {0} MB of address space, where this process may use only {1} MB"
                + " more; raise the limit (ulimit -v) and try again",
            megabytes(needed), megabytes(left)),
        cause);
  }

  private static long megabytes(long bytes) {
    return Math.max(0, bytes) / 1_000_000;
  }

  /** Bytes that are left; empty without a limit, and on systems that do not tell. */
  static OptionalLong left() {
    return left(Path.of("/proc/self"));
  }

  /**
   * @param process the process's folder in Linux's {@code /proc}
   */
  static OptionalLong left(Path process) {
    try {
      Matcher limit = LIMIT.matcher(Files.readString(process.resolve("limits")));
      Matcher used = USED.matcher(Files.readString(process.resolve("status")));
      return limit.find() && used.find()
          ? OptionalLong.of(Long.parseLong(limit.group(1)) - 1024 * Long.parseLong(used.group(1)))
          : OptionalLong.empty();
    } catch (IOException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
