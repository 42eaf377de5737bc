package dev.pixdelta.studio.sketch;

import dev.pixdelta.pipeline.Size;

/**
 * A raster seen through its placement: bilinear; made smaller, from one of its halved copies with
 * four samples for each pixel, so that thin lines don't break up. Its edges are antialiased.
 */
final class PlacedRaster {
  private final Raster level;
  private final double width; // in pixels of the level; not whole where it was halved
  private final double height;
  private final double scale; // sketch pixels for each of the level, above a half
  private final double right; // how far one sketch pixel to the right leads on the level
  private final double down;
  private final double u0; // where the sketch's corner lies on the level
  private final double v0;

  PlacedRaster(Raster raster, Placement placement) {
    Raster reduced = raster;
    double w = raster.size().width();
    double h = raster.size().height();
    double s = placement.scale();
    while (s <= 0.5 && Math.max(reduced.size().width(), reduced.size().height()) > 1) {
      reduced = reduced.half();
      s *= 2;
      w /= 2;
      h /= 2;
    }
    level = reduced;
    width = w;
    height = h;
    scale = s;
    right = Math.cos(placement.angle()) / s;
    down = Math.sin(placement.angle()) / s;
    u0 = w / 2 - right * placement.x() - down * placement.y();
    v0 = h / 2 + down * placement.x() - right * placement.y();
  }

  /** Part of a row as it lies on the sketch. */
  void read(int x, int y, int count, int[] into, int at) {
    for (int i = 0; i < count; i++) {
      into[at + i] = pixel(x + i + 0.5, y + 0.5);
    }
  }

  private int pixel(double x, double y) {
    double u = u0 + right * x + down * y;
    double v = v0 - down * x + right * y;
    double inside = covered(Math.min(u, width - u)) * covered(Math.min(v, height - v));
    if (inside == 0) {
      return 0;
    }
    int argb;
    if (scale >= 1) {
      argb = bilinear(u, v);
    } else {
      double a = (right + down) / 4; // a quarter of a sketch pixel along both axes
      double b = (right - down) / 4;
      argb =
          Argb.mean(
              bilinear(u - a, v - b),
              bilinear(u + b, v - a),
              bilinear(u - b, v + a),
              bilinear(u + a, v + b));
    }
    return inside == 1 ? argb : Argb.scaled(argb, (int) Math.round(255 * inside));
  }

  /** How much of a sketch pixel lies inside an edge that its centre is so far away from. */
  private double covered(double distance) {
    return Math.clamp(distance * scale + 0.5, 0, 1);
  }

  private int bilinear(double u, double v) {
    Size size = level.size();
    double x = Math.clamp(u - 0.5, 0, size.width() - 1);
    double y = Math.clamp(v - 0.5, 0, size.height() - 1);
    int left = (int) x;
    int top = (int) y;
    int toRight = (int) Math.round(255 * (x - left));
    int toBottom = (int) Math.round(255 * (y - top));
    int next = Math.min(left + 1, size.width() - 1);
    int below = Math.min(top + 1, size.height() - 1);
    if (toRight == 0 && toBottom == 0) {
      return level.argb(left, top);
    }
    return Argb.mix(
        Argb.mix(level.argb(left, top), level.argb(next, top), toRight),
        Argb.mix(level.argb(left, below), level.argb(next, below), toRight),
        toBottom);
  }
}
