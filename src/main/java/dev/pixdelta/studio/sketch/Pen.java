package dev.pixdelta.studio.sketch;

/**
 * What a hand draws with.
 *
 * @param width of the line in sketch pixels, 1 to 500
 * @param speed 0 to 1, how much a fast hand makes the line thinner
 * @param smoothing 0 to 1, how far the line stays behind the hand and rounds its way
 * @param grey 0 (black) to 255 (white)
 * @param eraser takes away instead of painting
 * @param symmetry mirror images drawn along
 */
public record Pen(
    double width, double speed, double smoothing, int grey, boolean eraser, Symmetry symmetry) {
  public static final double LEAST_WIDTH = 1;
  public static final double MOST_WIDTH = 500;

  /**
   * @throws IllegalArgumentException if a number is out of range
   */
  public Pen {
    if (!(width >= LEAST_WIDTH && width <= MOST_WIDTH)
        || !(speed >= 0 && speed <= 1)
        || !(smoothing >= 0 && smoothing <= 1)
        || grey < 0
        || grey > 255) {
      throw new IllegalArgumentException(
          "width %s, speed %s, smoothing %s, grey %s".formatted(width, speed, smoothing, grey));
    }
  }
}
