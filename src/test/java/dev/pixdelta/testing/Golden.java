package dev.pixdelta.testing;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pixdelta.weights.DType;
import dev.pixdelta.weights.FloatDecoder;
import dev.pixdelta.weights.TensorEntry;
import dev.pixdelta.weights.WeightFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;

/** A file of golden tensors, made by diffusers. */
public final class Golden implements AutoCloseable {
  /** Where golden tensors and the tiny models lie. */
  public static final Path ROOT = Path.of("src", "test", "resources", "golden");

  private final WeightFiles files;

  private Golden(WeightFiles files) {
    this.files = files;
  }

  /** Opens a file by its path below the golden folder. */
  public static Golden open(String path) {
    return new Golden(WeightFiles.openFile(ROOT.resolve(path)));
  }

  /** A JSON file by its path below the golden folder. */
  public static JsonNode json(String path) {
    try {
      return new JsonMapper().readTree(ROOT.resolve(path).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The numbers of one floating-point tensor of a file. */
  public static float[] floats(String path, String name) {
    try (Golden golden = open(path)) {
      return golden.floats(name);
    }
  }

  public boolean has(String name) {
    return files.has(name);
  }

  public long[] shape(String name) {
    return files.entry(name).shape().stream().mapToLong(Long::longValue).toArray();
  }

  /** The numbers of a floating-point tensor. */
  public float[] floats(String name) {
    return FloatDecoder.decode(files, files.entry(name));
  }

  /** Row i of the first axis of a floating-point tensor. */
  public float[] floats(String name, int i) {
    float[] all = floats(name);
    int row = all.length / Math.toIntExact(shape(name)[0]);
    return Arrays.copyOfRange(all, i * row, (i + 1) * row);
  }

  /** The numbers of an int64 tensor. */
  public long[] longs(String name) {
    TensorEntry entry = files.entry(name);
    try (Arena arena = Arena.ofConfined()) {
      return files.map(entry, arena).toArray(ValueLayout.JAVA_LONG_UNALIGNED);
    }
  }

  /** The bytes of a uint8 tensor. */
  public byte[] bytes(String name) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment m = files.map(files.entry(name), arena);
      return m.toArray(ValueLayout.JAVA_BYTE);
    }
  }

  /** A tensor as the engine has it: int64 stays, everything else is fp32. */
  public NDArray array(NDManager manager, String name) {
    Shape shape = new Shape(shape(name));
    return files.entry(name).dtype() == DType.I64
        ? manager.create(longs(name), shape)
        : manager.create(floats(name), shape);
  }

  /** The largest absolute difference to a golden tensor. */
  public double difference(String name, NDArray actual) {
    return difference(name, actual.toFloatArray());
  }

  /** The largest absolute difference to a golden tensor; infinite when the sizes differ. */
  public double difference(String name, float[] actual) {
    float[] expected = floats(name);
    if (actual.length != expected.length) {
      return Double.POSITIVE_INFINITY;
    }
    double most = 0;
    for (int i = 0; i < expected.length; i++) {
      double d = Math.abs((double) expected[i] - actual[i]);
      most = Double.isNaN(d) ? Double.POSITIVE_INFINITY : Math.max(most, d);
    }
    return most;
  }

  /** The cosine between a golden tensor and other numbers. */
  public double cosine(String name, float[] actual) {
    float[] expected = floats(name);
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < expected.length; i++) {
      ab += (double) expected[i] * actual[i];
      aa += (double) expected[i] * expected[i];
      bb += (double) actual[i] * actual[i];
    }
    return ab / Math.sqrt(aa * bb);
  }

  @Override
  public void close() {
    files.close();
  }
}
