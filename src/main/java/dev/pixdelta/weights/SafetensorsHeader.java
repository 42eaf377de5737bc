package dev.pixdelta.weights;

import dev.pixdelta.text.Sentence;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
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
    if (size <= LENGTH_BYTES) {
      throw cutOff(file, size, LENGTH_BYTES + 1L);
    }
    byte[] head = ChannelRange.read(channel, 0, LENGTH_BYTES + 1);
    long headerLength = headerLength(head);
    boolean fits = headerLength <= size - LENGTH_BYTES;
    if (headerLength < 0 || headerLength > MAX_HEADER || !(fits || begins(head))) {
      throw new ModelFileException(
          file,
          new String(head, StandardCharsets.ISO_8859_1).startsWith("GGUF")
              ? Sentence.of(
                  "expected a safetensors file, found something else: a GGUF file, which cannot be"
                      + " read yet")
              : Sentence.of("expected a safetensors file, found something else"));
    }
    if (!fits) {
      throw cutOff(file, size, LENGTH_BYTES + headerLength + 1);
    }
    long dataStart = LENGTH_BYTES + headerLength;
    InputStream in =
        new BufferedInputStream(new ChannelRange(channel, LENGTH_BYTES, dataStart), 1 << 16);
    HeaderReading reading = new HeaderReading(file, dataStart, size - dataStart);
    TensorTable header = HeaderJson.read(file, "header", in, reading::object);
    FailedDownload.checkEnd(file, channel, reading.inOrder(header.tensors().values()));
    return header;
  }

  /** Whether bytes can be the first nine, or more, of such a file. */
  static boolean begins(byte[] head) {
    if (head.length <= LENGTH_BYTES) {
      return false;
    }
    long length = headerLength(head);
    return length > 0
        && length <= MAX_HEADER
        && (head[LENGTH_BYTES] == '{' || Character.isWhitespace(head[LENGTH_BYTES]));
  }

  private static long headerLength(byte[] head) {
    return ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
  }

  /**
   * The sentence for a file that ends too early.
   *
   * @param least how many bytes it should have at least
   */
  static ModelFileException cutOff(Path file, long size, long least) {
    return new ModelFileException(
        file,
        Sentence.of(
            "the file is cut off: only {0} of at least {1} bytes are there; download it again",
            size, least));
  }
}
