package dev.pixdelta.studio.sketch;

/**
 * Outlines of the pen's width on the active layer, from one corner to the opposite one; with the
 * pen's mirror images.
 */
public final class Shapes {
  /** How far the straight pieces of an ellipse may stray from it, in pixels. */
  private static final double FLATNESS = 0.05;

  private Shapes() {}

  /** A straight line. */
  public static Sketch line(Sketch sketch, Pen pen, double x0, double y0, double x1, double y1) {
    Ink ink = new Ink(sketch, pen);
    draw(ink, pen, x0, y0, x1, y1);
    return ink.sketch();
  }

  /** Four lines along the axes. */
  public static Sketch rectangle(
      Sketch sketch, Pen pen, double x0, double y0, double x1, double y1) {
    Ink ink = new Ink(sketch, pen);
    draw(ink, pen, x0, y0, x1, y0);
    draw(ink, pen, x1, y0, x1, y1);
    draw(ink, pen, x1, y1, x0, y1);
    draw(ink, pen, x0, y1, x0, y0);
    return ink.sketch();
  }

  /** The ellipse that touches all sides of that rectangle. */
  public static Sketch ellipse(Sketch sketch, Pen pen, double x0, double y0, double x1, double y1) {
    Ink ink = new Ink(sketch, pen);
    double a = (x1 - x0) / 2;
    double b = (y1 - y0) / 2;
    double largest = Math.max(Math.abs(a), Math.abs(b));
    int pieces = (int) Math.max(16, Math.ceil(Math.PI / Math.sqrt(2 * FLATNESS / largest)));
    double x = x1;
    double y = y0 + b;
    for (int i = 1; i <= pieces; i++) {
      double angle = 2 * Math.PI * i / pieces;
      double toX = x0 + a + a * Math.cos(angle);
      double toY = y0 + b + b * Math.sin(angle);
      draw(ink, pen, x, y, toX, toY);
      x = toX;
      y = toY;
    }
    return ink.sketch();
  }

  private static void draw(Ink ink, Pen pen, double x0, double y0, double x1, double y1) {
    ink.line(x0, y0, pen.width() / 2, x1, y1, pen.width() / 2);
  }
}
