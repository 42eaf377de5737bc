package dev.pixdelta.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Standard output, where what cannot be written is an error: scripts must not take a list that was
 * cut for a whole one. A plain {@link PrintStream} keeps such errors to itself.
 */
final class StandardOutput extends OutputStream {
  private final OutputStream out;
  private final boolean pipe;

  /**
   * @param pipe whether the other end may go away
   */
  StandardOutput(OutputStream out, boolean pipe) {
    this.out = out;
    this.pipe = pipe;
  }

  /** The process's own; prints throw {@link OutputException}. */
  static PrintStream open(Charset charset) {
    return new PrintStream(
        new StandardOutput(new FileOutputStream(FileDescriptor.out), isPipe()), true, charset);
  }

  /** Linux tells; elsewhere the error has to. */
  private static boolean isPipe() {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
      return target.startsWith("pipe:") || target.startsWith("socket:");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage());
      throw new OutputException(
          "Standard output cannot be written to: " + reason,
          pipe || reason.toLowerCase(Locale.ROOT).contains("pipe"),
          e);
    }
  }
}
