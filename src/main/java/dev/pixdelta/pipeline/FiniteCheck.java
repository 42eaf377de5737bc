package dev.pixdelta.pipeline;

import dev.pixdelta.text.Sentence;
import dev.pixdelta.torch.Precision;

/**
 * Checks that what a network gives are numbers. Without it NaN and infinity become a black picture.
 *
 * @param network its name in sentences, such as "transformer"
 * @param weights where its files are, for sentences
 * @param precision that it computes in
 */
record FiniteCheck(Sentence network, String weights, Precision precision) {
  /**
   * Checks.
   *
   * @param when for the sentence, such as "in step 1 of 4"
   * @throws NonFiniteException if a number is NaN or infinite
   */
  void check(float[] values, Sentence when) {
    if (isFinite(values)) {
      return;
    }
    throw new NonFiniteException(
        precision == Precision.FP32
            ? Sentence.of(
                "The {0} gave NaN or infinity {1}: the weights in {2} are probably damaged; download"
                    + " them again",
                network, when, weights)
            : Sentence.of(
                "The {0} gave NaN or infinity {1}: choose the precision fp32 instead of {3}; if that"
                    + " gives the same, the weights in {2} are damaged, so download them again",
                network, when, weights, precision.label()));
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
