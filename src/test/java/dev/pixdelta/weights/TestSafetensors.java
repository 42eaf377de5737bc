package dev.pixdelta.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Safetensors files for tests, written without the code under test. */
final class TestSafetensors {
  /** Where the golden files lie; Maven runs tests in the project folder. */
  static final Path GOLDEN = Path.of("src/test/resources/golden");

  private TestSafetensors() {}

  /** A file of a header and data bytes 0, 1, 2 ... */
  static Path write(Path file, String header, int dataBytes) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return Files.write(file, bytes(json.length, json, dataBytes));
  }

  static byte[] bytes(long headerLength, byte[] json, int dataBytes) {
    ByteBuffer out =
        ByteBuffer.allocate(8 + json.length + dataBytes)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(headerLength)
            .put(json);
    for (int i = 0; i < dataBytes; i++) {
      out.put((byte) i);
    }
    return out.array();
  }

  /** As {@link #write}, but the data is a hole in the file, of any size. */
  static Path writeSparse(Path file, String header, long dataBytes) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.SPARSE,
            StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(bytes(json.length, json, 0)), 0);
      channel.write(ByteBuffer.wrap(new byte[] {42}), 8 + json.length + dataBytes - 1);
    }
    return file;
  }

  /** One entry of a header. */
  static String entry(String name, String dtype, String shape, long begin, long end) {
    return "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
        .formatted(name, dtype, shape, begin, end);
  }
}
