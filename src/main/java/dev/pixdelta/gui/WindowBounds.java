package dev.pixdelta.gui;

import java.util.Comparator;
import java.util.List;
import javafx.geometry.Rectangle2D;

/**
 * Where the window is, in the units of JavaFX; a section of the session. NaN where it is not known.
 *
 * @param maximized whether it fills its screen; the rest is where it was before
 */
record WindowBounds(double x, double y, double width, double height, boolean maximized) {
  static final String SECTION = "window";

  /** Of the very first start. */
  static final WindowBounds FIRST = new WindowBounds(Double.NaN, Double.NaN, 1280, 800, false);

  /** A place for the window on a screen, and the room that screen has. */
  record Fitted(WindowBounds bounds, Rectangle2D screen) {}

  /**
   * Moves and shrinks the window so that all of it lies on one screen: the one that shows most of
   * it, else the first. A place that is not known becomes the middle.
   *
   * @param screens what windows may use of each screen that is there now, the primary one first
   */
  Fitted on(List<Rectangle2D> screens) {
    Rectangle2D screen =
        screens.stream().max(Comparator.comparingDouble(this::shown)).orElseThrow();
    double w = Math.min(width > 0 ? width : FIRST.width, screen.getWidth());
    double h = Math.min(height > 0 ? height : FIRST.height, screen.getHeight());
    return new Fitted(
        new WindowBounds(
            within(x, w, screen.getMinX(), screen.getMaxX()),
            within(y, h, screen.getMinY(), screen.getMaxY()),
            w,
            h,
            maximized),
        screen);
  }

  /** Where a length begins so that it lies between two ends. */
  private static double within(double start, double length, double from, double to) {
    return Double.isFinite(start)
        ? Math.clamp(start, from, Math.max(from, to - length))
        : from + (to - from - length) / 2;
  }

  /** The area that a screen shows of the window; NaN counts as none. */
  private double shown(Rectangle2D screen) {
    double w = Math.min(x + width, screen.getMaxX()) - Math.max(x, screen.getMinX());
    double h = Math.min(y + height, screen.getMaxY()) - Math.max(y, screen.getMinY());
    return w > 0 && h > 0 ? w * h : 0;
  }
}
