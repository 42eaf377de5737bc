package dev.pixdelta.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written can be read, and a failure leaves nothing. */
class SafetensorsWriterTest {
  private final Path folder;

  SafetensorsWriterTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void everyValueComesBack() throws IOException {
    float[] large = new float[600_001];
    for (int i = 0; i < large.length; i++) {
      large[i] = i * 0.5f - 1000;
    }
    Map<String, FloatTensor> tensors = new LinkedHashMap<>();
    tensors.put("scalar", FloatTensor.of(new float[] {-0.0f}));
    tensors.put("empty", FloatTensor.of(new float[0], 3, 0));
    tensors.put(
        "a \"name\"\n/ü", FloatTensor.of(new float[] {1, Float.NaN, Float.MIN_VALUE, 4}, 2, 2));
    tensors.put("large", FloatTensor.of(large, large.length));
    Path file = folder.resolve("w.safetensors");
    Files.writeString(file, "what was there before");
    SafetensorsWriter.write(file, tensors);
    try (WeightFiles weights = WeightFiles.openFile(file);
        Arena arena = Arena.ofConfined()) {
      assertEquals(List.copyOf(tensors.keySet()), List.copyOf(weights.names()));
      assertEquals("pt", weights.metadata().get("format"));
      assertEquals(0, weights.entry("scalar").offset() % 8);
      tensors.forEach(
          (name, tensor) -> {
            TensorEntry entry = weights.entry(name);
            assertEquals(tensor.shape(), entry.shape());
            assertEquals(DType.F32, entry.dtype());
            assertArrayEquals(
                tensor.values(),
                weights
                    .map(entry, arena)
                    .toArray(ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN)));
          });
    }
    assertEquals(List.of(file), inFolder());
  }

  @Test
  void nothingIsLeftBehindOnFailure() throws IOException {
    // A folder that is not empty cannot be replaced by a file.
    Path taken = Files.createDirectory(folder.resolve("taken"));
    Files.createFile(taken.resolve("x"));
    Map<String, FloatTensor> tensors = Map.of("a", FloatTensor.of(new float[] {1}, 1));
    String message =
        assertThrows(ModelFileException.class, () -> SafetensorsWriter.write(taken, tensors))
            .getMessage();
    assertTrue(message.startsWith(taken + ": cannot be written: "), message);
    assertEquals(List.of(taken), inFolder());
    Path nowhere = folder.resolve("no/where.safetensors");
    assertEquals(
        nowhere + ": cannot be written: the folder is missing",
        assertThrows(ModelFileException.class, () -> SafetensorsWriter.write(nowhere, tensors))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            SafetensorsWriter.write(
                folder.resolve("m"), Map.of("__metadata__", FloatTensor.of(new float[] {1}, 1))));
    assertEquals(List.of(taken), inFolder());
  }

  @Test
  void aTensorMustHaveAsManyValuesAsItsShapeSays() {
    assertThrows(IllegalArgumentException.class, () -> FloatTensor.of(new float[3], 2, 2));
    assertThrows(IllegalArgumentException.class, () -> FloatTensor.of(new float[4], -2, -2));
  }

  private List<Path> inFolder() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
