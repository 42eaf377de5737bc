package dev.pixdelta.weights;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;

/**
 * The checked header of one safetensors file: eight bytes of length (little-endian), a JSON object
 * name -> dtype, shape, data_offsets, then the data. As in the reference implementation the tensors
 * must cover the data exactly, without overlap and without holes.
 *
 * @param tensors by name, in the order of the header
 * @param metadata the {@code __metadata__} object, empty when absent
 */
record SafetensorsHeader(Map<String, TensorEntry> tensors, Map<String, String> metadata) {
  static final String METADATA = "__metadata__";
  static final int LENGTH_BYTES = 8;

  /** The reference implementation's limit. */
  private static final long MAX_HEADER = 100_000_000;

  /**
   * Reads and checks.
   *
   * @throws ModelFileException if the header is not a header or does not fit the file
   * @throws IOException if the system does not let it be read
   */
  static SafetensorsHeader read(Path file, FileChannel channel, long size) throws IOException {
    if (size < LENGTH_BYTES) {
      throw new ModelFileException(
          file,
          size == 0
              ? "expected a safetensors file, found an empty file"
              : "expected a safetensors file of at least 8 bytes, found " + size);
    }
    ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    while (length.hasRemaining() && channel.read(length, length.position()) >= 0) {}
    long headerLength = length.getLong(0);
    if (headerLength < 0 || headerLength > MAX_HEADER) {
      throw new ModelFileException(
          file,
          "expected a safetensors header of at most "
              + MAX_HEADER
              + " bytes, found a length of "
              + Long.toUnsignedString(headerLength));
    }
    if (headerLength > size - LENGTH_BYTES) {
      throw new ModelFileException(
          file,
          "expected a safetensors header of "
              + headerLength
              + " bytes, found only "
              + (size - LENGTH_BYTES)
              + " after its length");
    }
    long dataStart = LENGTH_BYTES + headerLength;
    InputStream in =
        new BufferedInputStream(new ChannelRange(channel, LENGTH_BYTES, dataStart), 1 << 16);
    HeaderReading reading = new HeaderReading(file, dataStart, size - dataStart);
    SafetensorsHeader header = HeaderJson.read(file, "header", in, reading::object);
    reading.checkCoverage(header.tensors().values());
    return header;
  }

  /** Bytes {@code position} to {@code end} of a channel, without moving or closing it. */
  private static final class ChannelRange extends InputStream {
    private final FileChannel channel;
    private final long end;
    private long position;

    ChannelRange(FileChannel channel, long position, long end) {
      this.channel = channel;
      this.position = position;
      this.end = end;
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
}
