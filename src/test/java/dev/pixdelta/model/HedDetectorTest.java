package dev.pixdelta.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.pixdelta.testing.Golden;
import dev.pixdelta.testing.TestEngine;
import dev.pixdelta.torch.PrecisionChoice;
import dev.pixdelta.torch.Torch;
import dev.pixdelta.weights.WeightFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
      byte[] rgb = golden.bytes("picture"); // [h, w, 3]
      float[] planar = new float[rgb.length];
      for (int i = 0; i < rgb.length; i++) {
        planar[i % 3 * (rgb.length / 3) + i / 3] = rgb[i] & 0xff;
      }
      NDArray edges = hed.detect(scope, scope.create(planar, new Shape(1, 3, h, w)));
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
