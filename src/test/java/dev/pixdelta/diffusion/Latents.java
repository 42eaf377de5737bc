package dev.pixdelta.diffusion;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;

/** Tensors on the CPU for tests. */
final class Latents {
  private static final Shape SHAPE = new Shape(1, 4, 8, 8);

  static {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
    System.setProperty(
        "ENGINE_CACHE_DIR", Path.of("target", "test-cache", "engine").toAbsolutePath().toString());
  }

  private Latents() {}

  static NDManager manager() {
    return NDManager.newBaseManager(Device.cpu(), "PyTorch");
  }

  /** [1, 4, 8, 8], the shape of the reference latents. */
  static NDArray of(NDManager manager, float[] values) {
    return manager.create(values, SHAPE);
  }

  /** Largest difference, relative to the largest value where that is above 1. */
  static double difference(float[] expected, float[] actual) {
    if (expected.length != actual.length) {
      throw new AssertionError(expected.length + " values expected, found " + actual.length);
    }
    double scale = 1;
    double worst = 0;
    for (int i = 0; i < expected.length; i++) {
      scale = Math.max(scale, Math.abs(expected[i]));
      // written so that NaN counts as a difference
      if (!(Math.abs(expected[i] - actual[i]) <= worst)) {
        worst = Math.abs(expected[i] - actual[i]);
      }
    }
    return worst / scale;
  }
}
