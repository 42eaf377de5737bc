package dev.pixdelta.pipeline;

import java.util.SplittableRandom;

/**
 * Pictures that a preview is fitted with: a plain ground with a heap of discs in a few colours, as
 * much unlike each other as can be. Many small ones: what a decoder makes of a colour depends on
 * the whole picture. Always the same ones.
 */
final class FittingPictures {
  private static final int MOST_DISCS = 24;
  private static final int COLOURS = 4;

  private final SplittableRandom random = new SplittableRandom(20_231_130);
  private final int side;

  FittingPictures(int side) {
    this.side = side;
  }

  /** The next one: planar RGB [3, side, side], -1 to 1. */
  float[] next() {
    float[] rgb = new float[3 * side * side];
    float[][] colours = new float[COLOURS + 1][3];
    for (float[] colour : colours) {
      for (int c = 0; c < 3; c++) {
        colour[c] = (float) (2 * random.nextDouble() - 1);
      }
    }
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < side * side; i++) {
        rgb[c * side * side + i] = colours[COLOURS][c];
      }
    }
    double middleX = between(0.2, 0.8);
    double middleY = between(0.2, 0.8);
    double spread = between(0.15, 0.45);
    int discs = 1 + random.nextInt(MOST_DISCS);
    for (int k = 0; k < discs; k++) {
      double small = random.nextDouble();
      disc(
          rgb,
          side * (middleX + spread * between(-1, 1)),
          side * (middleY + spread * between(-1, 1)),
          side * (0.03 + 0.25 * small * small),
          colours[random.nextInt(COLOURS)]);
    }
    return rgb;
  }

  private double between(double least, double most) {
    return least + (most - least) * random.nextDouble();
  }

  private void disc(float[] rgb, double x, double y, double radius, float[] colour) {
    for (int i = 0; i < side * side; i++) {
      int row = i / side;
      if (Math.hypot(i % side - x, row - y) < radius) {
        for (int c = 0; c < 3; c++) {
          rgb[c * side * side + i] = colour[c];
        }
      }
    }
  }
}
