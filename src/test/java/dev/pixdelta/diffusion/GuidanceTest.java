package dev.pixdelta.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;

final class GuidanceTest {
  @Test
  void movesFromTheNegativePredictionPastThePositive() {
    try (NDManager manager = Latents.manager()) {
      float[] values = {1, 2, 3, 4, 2, 4, 3, 0};
      NDArray both = manager.create(values, new Shape(4, 1, 1, 2));
      int before = manager.getManagedArrays().size();
      try (NDArray combined = Guidance.combine(both, 4.5)) {
        assertEquals(new Shape(2, 1, 1, 2), combined.getShape());
        assertEquals(manager, combined.getManager());
        assertArrayEquals(new float[] {5.5f, 11, 3, -14}, combined.toFloatArray());
        assertEquals(before + 1, manager.getManagedArrays().size());
      }
      assertArrayEquals(values, both.toFloatArray());
    }
  }

  @Test
  void refusesOddBatchesAndOtherTypes() {
    try (NDManager manager = Latents.manager()) {
      NDArray odd = manager.zeros(new Shape(3, 1, 1, 1));
      NDArray half = manager.zeros(new Shape(2, 1, 1, 1), DataType.FLOAT16);
      assertThrows(IllegalArgumentException.class, () -> Guidance.combine(odd, 2));
      assertThrows(IllegalArgumentException.class, () -> Guidance.combine(half, 2));
    }
  }
}
