package dev.pixdelta.studio.sketch;

import dev.pixdelta.pipeline.Size;

/**
 * Where a layer's raster lies on the sketch.
 *
 * @param x its centre, in sketch pixels from the left edge
 * @param y likewise from the top
 * @param scale sketch pixels for each of its own, above 0
 * @param angle clockwise, in radians
 */
public record Placement(double x, double y, double scale, double angle) {
  /** Less than this moves no pixel visibly. */
  private static final double NOTHING = 1e-6;

  /**
   * @throws IllegalArgumentException if the scale is not above 0 or a number is not finite
   */
  public Placement {
    if (!(scale > 0) || !Double.isFinite(x + y + scale + angle)) {
      throw new IllegalArgumentException(
          "placed at %s, %s, scale %s, angle %s".formatted(x, y, scale, angle));
    }
  }

  /** In the middle, at its own scale. */
  public static Placement centred(Size sketch) {
    return new Placement(sketch.width() / 2.0, sketch.height() / 2.0, 1, 0);
  }

  /** In the middle, as large as it can be with all of it seen. */
  public static Placement fitting(Size raster, Size sketch) {
    return centred(sketch).withScale(Math.min(across(raster, sketch), down(raster, sketch)));
  }

  /** In the middle, as small as it can be with no gap around it. */
  public static Placement filling(Size raster, Size sketch) {
    return centred(sketch).withScale(Math.max(across(raster, sketch), down(raster, sketch)));
  }

  private static double across(Size raster, Size sketch) {
    return (double) sketch.width() / raster.width();
  }

  private static double down(Size raster, Size sketch) {
    return (double) sketch.height() / raster.height();
  }

  public Placement withCentre(double newX, double newY) {
    return new Placement(newX, newY, scale, angle);
  }

  public Placement withScale(double newScale) {
    return new Placement(x, y, newScale, angle);
  }

  public Placement withAngle(double newAngle) {
    return new Placement(x, y, scale, newAngle);
  }

  /** Whether a raster of the sketch's size lies on it pixel on pixel. */
  public boolean isExact(Size raster, Size sketch) {
    return raster.equals(sketch)
        && Math.abs(x - sketch.width() / 2.0) < NOTHING
        && Math.abs(y - sketch.height() / 2.0) < NOTHING
        && Math.abs(scale - 1) < NOTHING
        && Math.abs(angle) < NOTHING;
  }
}
