package dev.pixdelta.gui.instance;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Short lines of ASCII over a non-blocking channel. The other end may say anything, or nothing:
 * what is read is bounded, and so is the time that it takes.
 */
final class Line {
  private static final int MAX_BYTES = 128;

  private Line() {}

  /** Waits until the channel is ready; deadlines are {@link System#nanoTime}. */
  static void await(SocketChannel channel, int operation, long deadline) throws IOException {
    try (Selector selector = Selector.open()) {
      channel.register(selector, operation);
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      // zero would mean for ever
      if (left <= 0 || selector.select(left) == 0) {
        throw new SocketTimeoutException("no answer in time");
      }
    }
  }

  static void write(SocketChannel channel, String line, long deadline) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII));
    while (bytes.hasRemaining()) {
      if (channel.write(bytes) == 0) {
        await(channel, SelectionKey.OP_WRITE, deadline);
      }
    }
  }

  /**
   * Reads a line, without its end.
   *
   * @throws IOException if it is too long, ends early or does not come in time
   */
  static String read(SocketChannel channel, long deadline) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(MAX_BYTES);
    while (true) {
      int read = channel.read(bytes);
      int end = bytes.position() - 1;
      if (end >= 0 && bytes.get(end) == '\n') {
        return new String(bytes.array(), 0, end, StandardCharsets.US_ASCII);
      }
      if (read < 0 || !bytes.hasRemaining()) {
        throw new IOException("not a line");
      }
      if (read == 0) {
        await(channel, SelectionKey.OP_READ, deadline);
      }
    }
  }
}
