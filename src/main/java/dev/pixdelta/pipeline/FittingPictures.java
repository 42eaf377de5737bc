package dev.pixdelta.pipeline;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Pictures that have every colour beside every other: what a linear preview is fitted with. Always
 * the same ones.
 */
final class FittingPictures {
  private static final int SEED = 20_231_130;
  // Measured on 24 pictures of the model in the box: previews correlate 0.89 with them, 0.87 when
  // fitted with gradients, 0.81 with plain grounds; a fit on the pictures themselves has 0.91, the
  // most that a linear function can.
  private static final int PICTURES = 4;
  private static final int DISCS = 60;

  private FittingPictures() {}

  /** Planar RGB [3, side, side], -1 to 1. */
  static List<float[]> all(int side) {
    SplittableRandom random = new SplittableRandom(SEED);
    return Stream.generate(() -> discs(random, side)).limit(PICTURES).toList();
  }

  private static float[] flat(SplittableRandom random, int side) {
    float[] rgb = new float[3 * side * side];
    for (int c = 0; c < 3; c++) {
      float colour = colour(random);
      for (int i = 0; i < side * side; i++) {
        rgb[c * side * side + i] = colour;
      }
    }
    return rgb;
  }

  private static float colour(SplittableRandom random) {
    return (float) (2 * random.nextDouble() - 1);
  }

  /** Discs of all sizes and colours on a plain ground. */
  private static float[] discs(SplittableRandom random, int side) {
    float[] rgb = flat(random, side);
    for (int k = 0; k < DISCS; k++) {
      double x = random.nextDouble() * side;
      double y = random.nextDouble() * side;
      double radius = side * (0.04 + 0.14 * random.nextDouble());
      for (int c = 0; c < 3; c++) {
        float colour = colour(random);
        for (int i = 0; i < side * side; i++) {
          int row = i / side;
          if (Math.hypot(i % side - x, row - y) < radius) {
            rgb[c * side * side + i] = colour;
          }
        }
      }
    }
    return rgb;
  }
}
