package dev.pixdelta.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.pixdelta.testing.Golden;
import dev.pixdelta.testing.TestEngine;
import dev.pixdelta.torch.PrecisionChoice;
import dev.pixdelta.torch.Torch;
import dev.pixdelta.weights.FloatDecoder;
import dev.pixdelta.weights.FloatTensor;
import dev.pixdelta.weights.ModelFileException;
import dev.pixdelta.weights.SafetensorsWriter;
import dev.pixdelta.weights.TensorEntry;
import dev.pixdelta.weights.WeightFiles;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against PyTorch, with narrow blocks of random weights and a picture of odd sides. */
final class HedDetectorTest {
  private static final Path FOLDER = Golden.ROOT.resolve("hed");
  private static final int FEW_ROWS = 1;

  private static double difference(Torch torch, HedDetector hed) {
    try (Golden golden = Golden.open("hed/picture.safetensors");
        NDManager scope = torch.manager().newSubManager()) {
      long h = golden.shape("picture")[0];
      long w = golden.shape("picture")[1];
      Shape shape = new Shape(1, h, w, 3);
      ByteBuffer rgb = ByteBuffer.wrap(golden.bytes("picture"));
      NDArray edges = hed.detect(scope, scope.create(rgb, shape, DataType.UINT8));
      assertEquals(new Shape(1, 1, h, w), edges.getShape());
      return golden.difference("edges", edges);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ControlNetHED.safetensors", "ControlNetHED.pth"})
  void edgesAreThoseOfPyTorch(String file) {
    try (Torch torch = TestEngine.open(PrecisionChoice.FP32);
        HedDetector hed = HedDetector.open(torch, WeightFiles.openFile(FOLDER.resolve(file)))) {
      assertEquals(0, difference(torch, hed), 1e-5);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "block3.convs.1.weight, 8 8 3 2, 'expected shape [8, 8, 3, 3], found [8, 8, 3, 2]'",
    "block2.convs.0.weight, 0 4 3 3, 'expected shape [1, 4, 3, 3], found [0, 4, 3, 3]'",
    "block2.convs.0.weight, '', 'expected shape [1, 4, 3, 3], found []'",
    "block5.projection.bias, 2, 'expected shape [1], found [2]'",
    "block1.convs.7.bias, 4, 'has no place in the network'",
    "norm, 3, 'expected shape [1, 3, 1, 1], found [3]'",
  })
  void weightsOfAnotherNetworkAreASentence(
      String key, String shape, String problem, @TempDir Path folder) {
    Path file = folder.resolve("hed.safetensors");
    Map<String, FloatTensor> tensors = new TreeMap<>();
    try (WeightFiles whole = WeightFiles.openFile(FOLDER.resolve("ControlNetHED.safetensors"))) {
      for (String name : whole.names()) {
        TensorEntry entry = whole.entry(name);
        tensors.put(name, new FloatTensor(entry.shape(), FloatDecoder.decode(whole, entry)));
      }
    }
    long[] sizes =
        Arrays.stream(shape.split(" "))
            .filter(s -> !s.isEmpty())
            .mapToLong(Long::parseLong)
            .toArray();
    long elements = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
    tensors.put(key, FloatTensor.of(new float[Math.toIntExact(elements)], sizes));
    SafetensorsWriter.write(file, tensors);
    try (Torch torch = TestEngine.open(PrecisionChoice.FP32);
        WeightFiles files = WeightFiles.openFile(file)) {
      String message =
          assertThrows(ModelFileException.class, () -> HedDetector.open(torch, files)).getMessage();
      assertTrue(message.startsWith(file + ": tensor "), message);
      assertTrue(message.contains(key) && message.contains(problem), message);
    }
  }

  @Test
  void bandsOfRowsGiveTheWholePicture() {
    WeightFiles files = WeightFiles.openFile(FOLDER.resolve("ControlNetHED.pth"));
    try (Torch torch = TestEngine.open(PrecisionChoice.FP32);
        HedDetector hed = HedDetector.open(torch, files, FEW_ROWS)) {
      assertEquals(0, difference(torch, hed), 1e-5);
    }
  }

  @Test
  void aLowerPrecisionOfTheEngineChangesNothing() {
    WeightFiles files = WeightFiles.openFile(FOLDER.resolve("ControlNetHED.safetensors"));
    try (Torch torch = TestEngine.open(PrecisionChoice.BF16);
        HedDetector hed = HedDetector.open(torch, files)) {
      assertEquals(0, difference(torch, hed), 1e-5);
    }
  }
}
