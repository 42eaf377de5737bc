package dev.pixdelta.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A range of a file as a stream, without moving or closing the channel. For one thread. */
final class ChannelRange extends InputStream {
  private final FileChannel channel;
  private final long end;
  private long position;

  /** Bytes {@code position} to {@code end}, or to the end of the file if that comes first. */
  ChannelRange(FileChannel channel, long position, long end) {
    this.channel = channel;
    this.position = position;
    this.end = end;
  }

  /**
   * So many bytes from {@code position} on.
   *
   * @throws java.io.EOFException if the file ends before
   */
  static byte[] read(FileChannel channel, long position, int length) throws IOException {
    ByteBuffer out = ByteBuffer.allocate(length);
    while (out.hasRemaining()) {
      if (channel.read(out, position + out.position()) < 0) {
        throw new java.io.EOFException("the file ended early");
      }
    }
    return out.array();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    int wanted = (int) Math.min(length, end - position);
    if (wanted <= 0) {
      return -1;
    }
    int got = channel.read(ByteBuffer.wrap(into, from, wanted), position);
    position += Math.max(got, 0);
    return got;
  }
}
