package dev.pixdelta.weights;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * The header of one safetensors file: eight bytes of length (little-endian), a JSON object name ->
 * dtype, shape, data_offsets, then the data. As in the reference implementation the tensors must
 * cover the data exactly, without overlap and without holes.
 */
final class SafetensorsHeader {
  static final String METADATA = "__metadata__";
  static final int LENGTH_BYTES = 8;

  /** The reference implementation's limit. */
  private static final long MAX_HEADER = 100_000_000;

  private SafetensorsHeader() {}

  /**
   * Reads and checks.
   *
   * @throws ModelFileException if the header is not a header or does not fit the file
   * @throws IOException if the system does not let it be read
   */
  static TensorTable read(Path file, FileChannel channel, long size) throws IOException {
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
    TensorTable header = HeaderJson.read(file, "header", in, reading::object);
    reading.checkCoverage(header.tensors().values());
    return header;
  }
}
