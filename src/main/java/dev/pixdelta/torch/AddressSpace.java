package dev.pixdelta.torch;

import dev.pixdelta.text.Sentence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  static long megabytes(long bytes) {
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
