package dev.pixdelta.diffusion;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A safetensors file of reference tensors in fp32 and int64, read whole. */
public final class GoldenFile {
  private static final Path FOLDER = Path.of("src/test/resources/golden");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ByteBuffer bytes;
  private final JsonNode header;
  private final int start;

  private GoldenFile(ByteBuffer bytes, JsonNode header, int start) {
    this.bytes = bytes;
    this.header = header;
    this.start = start;
  }

  public static GoldenFile open(String name) {
    try {
      ByteBuffer bytes =
          ByteBuffer.wrap(Files.readAllBytes(FOLDER.resolve(name))).order(ByteOrder.LITTLE_ENDIAN);
      int length = Math.toIntExact(bytes.getLong(0));
      String header = new String(bytes.array(), Long.BYTES, length, UTF_8);
      return new GoldenFile(bytes, JSON.readTree(header), Long.BYTES + length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static JsonNode json(String name) {
    try {
      return JSON.readTree(FOLDER.resolve(name).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public float[] floats(String tensor) {
    float[] out =
        new float[Math.toIntExact(Arrays.stream(shape(tensor)).reduce(1, (a, b) -> a * b))];
    bytes
        .slice(offset(tensor), Float.BYTES * out.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(out);
    return out;
  }

  /** Row i of the first axis. */
  public float[] floats(String tensor, int i) {
    float[] all = floats(tensor);
    int row = all.length / Math.toIntExact(shape(tensor)[0]);
    return Arrays.copyOfRange(all, i * row, (i + 1) * row);
  }

  public long[] longs(String tensor) {
    long[] out = new long[Math.toIntExact(shape(tensor)[0])];
    bytes
        .slice(offset(tensor), Long.BYTES * out.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asLongBuffer()
        .get(out);
    return out;
  }

  public long[] shape(String tensor) {
    JsonNode shape = header.required(tensor).required("shape");
    long[] out = new long[shape.size()];
    Arrays.setAll(out, i -> shape.get(i).longValue());
    return out;
  }

  private int offset(String tensor) {
    return start + header.required(tensor).required("data_offsets").get(0).intValue();
  }
}
