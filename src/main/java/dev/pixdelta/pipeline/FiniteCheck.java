package dev.pixdelta.pipeline;

import dev.pixdelta.torch.Precision;

/**
 * Checks that what a network gives are numbers. Without it NaN and infinity become a black picture.
 *
 * @param network its name in sentences, such as "transformer"
 * @param weights where its files are, for sentences
 * @param precision that it computes in
 */
record FiniteCheck(String network, String weights, Precision precision) {
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
    throw new NonFiniteException(
        "The %s gave NaN or infinity %s: ".formatted(network, when)
            + (precision == Precision.FP32
                ? "the weights in %s are probably damaged; download them again.".formatted(weights)
                : "choose the precision fp32 instead of %s; if that gives the same, the weights in %s"
                        .formatted(precision.label(), weights)
                    + " are damaged, so download them again."));
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
