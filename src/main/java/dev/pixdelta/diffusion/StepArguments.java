package dev.pixdelta.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import org.jspecify.annotations.Nullable;

/** What every {@link Sampler#step} asks of its arguments. */
final class StepArguments {
  private StepArguments() {}

  /**
   * @throws IllegalArgumentException as {@link Sampler#step} says
   */
  static void check(
      int index, int steps, NDArray modelOutput, NDArray sample, @Nullable NDArray noise) {
    if (index < 0 || index >= steps) {
      throw new IllegalArgumentException("step " + index + " of " + steps);
    }
    check("sample", sample, sample);
    check("model output", modelOutput, sample);
    if (noise != null) {
      check("noise", noise, sample);
    }
  }

  private static void check(String what, NDArray array, NDArray sample) {
    if (array.getDataType() != DataType.FLOAT32 || !array.getShape().equals(sample.getShape())) {
      throw new IllegalArgumentException(
          what
              + ": expected fp32 "
              + sample.getShape()
              + ", found "
              + array.getDataType()
              + " "
              + array.getShape());
    }
  }
}
