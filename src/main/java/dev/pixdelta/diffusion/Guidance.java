package dev.pixdelta.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;

/** Classifier-free guidance (Ho and Salimans 2022, equation 6). */
public final class Guidance {
  private Guidance() {}

  /**
   * Combines the predictions of a doubled batch: negative + scale * (positive - negative).
   *
   * @param both fp32 [2n, c, h, w], the n predictions for the negative prompt first; stays the
   *     caller's
   * @param scale 1 is the positive prediction itself
   * @return fp32 [n, c, h, w] on the same manager, for the caller to close
   * @throws IllegalArgumentException if the batch is odd or not fp32
   */
  public static NDArray combine(NDArray both, double scale) {
    if (both.getDataType() != DataType.FLOAT32 || both.size(0) % 2 != 0) {
      throw new IllegalArgumentException(
          "expected fp32 [2n, c, h, w], found " + both.getDataType() + " " + both.getShape());
    }
    try (NDList halves = both.split(2)) { // 2 x [n, c, h, w]
      NDArray negative = halves.get(0);
      NDArray positive = halves.get(1);
      try (NDArray difference = positive.sub(negative);
          NDArray scaled = difference.mul((float) scale)) {
        return negative.add(scaled);
      }
    }
  }
}
