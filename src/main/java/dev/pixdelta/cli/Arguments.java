package dev.pixdelta.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The arguments as they were typed. */
final class Arguments {
  private static final char UNDECODABLE = '\uFFFD';

  private Arguments() {}

  /**
   * Under a POSIX locale, as in many containers, Java loses every character of its arguments that
   * is not ASCII. Linux still has the bytes; they are UTF-8 for anybody who types such prompts.
   */
  static String[] repaired(String[] args) {
    boolean lost = false;
    for (String arg : args) {
      lost |= arg.indexOf(UNDECODABLE) >= 0;
    }
    if (!lost) {
      return args;
    }
    try {
      return repaired(args, Files.readAllBytes(Path.of("/proc/self/cmdline")));
    } catch (IOException e) {
      return args;
    }
  }

  /**
   * @param commandLine every argument of the process with a NUL behind it, Java's own first
   */
  static String[] repaired(String[] args, byte[] commandLine) {
    String text = new String(commandLine, StandardCharsets.UTF_8);
    List<String> all = List.of(text.split("\0", -1));
    // behind the last NUL comes one empty text
    int first = all.size() - 1 - args.length;
    return first < 1 ? args : all.subList(first, all.size() - 1).toArray(String[]::new);
  }
}
