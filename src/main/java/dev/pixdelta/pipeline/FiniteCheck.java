package dev.pixdelta.pipeline;

import dev.pixdelta.torch.Precision;
import java.nio.file.Path;

/**
 * Checks that what a network gives are numbers. Without it NaN and infinity become a black picture.
 *
 * @param network its name in sentences, such as "transformer"
 * @param weights where its files are
 * @param precision that it computes in
 */
record FiniteCheck(String network, Path weights, Precision precision) {
  /**
   * Checks.
   *
   * @param when for the sentence, such as "in step 1 of 4"
   * @throws NonFiniteException if a number is NaN or infinite
   */
  void check(float[] values, String when) {
    if (isFinite(values)) {
      return;
    }
    String damaged = "its weights in " + weights + " are damaged; check or download them again";
    throw new NonFiniteException(
        "The %s gave NaN or infinity %s: %s"
            .formatted(
                network,
                when,
                precision == Precision.FP32
                    ? damaged + "."
                    : "it overflowed in %s, so choose the precision fp32, or %s."
                        .formatted(precision.label(), damaged)));
  }

  /** Whether all are; of some million it takes a millisecond. */
  static boolean isFinite(float[] values) {
    float sum = 0; // 0 times NaN or infinity is NaN, and NaN stays
    for (float value : values) {
      sum += value * 0;
    }
    return sum == 0;
  }
}
