package dev.pixdelta.studio.sketch;

import dev.pixdelta.studio.sketch.Stroke.Node;
import org.jspecify.annotations.Nullable;

/**
 * Draws a centripetal Catmull-Rom curve: it goes through all its points, without loops or
 * overshoots however unevenly they lie. One point late. One thread.
 */
final class CurvedLine {
  /** How far the straight pieces that make up the curve may stray from it, in pixels. */
  private static final double FLATNESS = 0.1;

  private static final int MOST_PIECES = 64;

  private final Ink ink;
  private @Nullable Node first;
  private @Nullable Node second;
  private @Nullable Node third;

  CurvedLine(Ink ink) {
    this.ink = ink;
  }

  /** Goes on to another point, and draws up to the one before it. */
  void add(Node node) {
    if (third == null) {
      ink.line(node.x(), node.y(), node.radius(), node.x(), node.y(), node.radius());
    } else if (second != null) {
      curve(first, second, third, node);
    }
    first = second;
    second = third;
    third = node;
  }

  /** The last point up to which the curve is drawn, or null. */
  @Nullable Node drawnTo() {
    return second;
  }

  /** Draws up to the last point. */
  void end() {
    if (second != null && third != null) {
      curve(first, second, third, null);
    }
  }

  private void curve(@Nullable Node before, Node from, Node to, @Nullable Node after) {
    double length = from.distance(to);
    // The two inner points of the same curve as a Bézier curve.
    double ax = from.x() + (to.x() - from.x()) / 3;
    double ay = from.y() + (to.y() - from.y()) / 3;
    double bx = to.x() - (to.x() - from.x()) / 3;
    double by = to.y() - (to.y() - from.y()) / 3;
    if (before != null) {
      double d = before.distance(from);
      ax = inner(d, length, before.x(), from.x(), to.x());
      ay = inner(d, length, before.y(), from.y(), to.y());
    }
    if (after != null) {
      double d = to.distance(after);
      bx = inner(d, length, after.x(), to.x(), from.x());
      by = inner(d, length, after.y(), to.y(), from.y());
    }
    double bend =
        Math.max(
            Math.hypot(from.x() - 2 * ax + bx, from.y() - 2 * ay + by),
            Math.hypot(ax - 2 * bx + to.x(), ay - 2 * by + to.y()));
    int pieces = (int) Math.clamp(Math.ceil(Math.sqrt(0.75 * bend / FLATNESS)), 1, MOST_PIECES);
    double x0 = from.x();
    double y0 = from.y();
    double r0 = from.radius();
    for (int i = 1; i <= pieces; i++) {
      double t = (double) i / pieces;
      double x = bezier(t, from.x(), ax, bx, to.x());
      double y = bezier(t, from.y(), ay, by, to.y());
      double r = from.radius() + t * (to.radius() - from.radius());
      ink.line(x0, y0, r0, x, y, r);
      x0 = x;
      y0 = y;
      r0 = r;
    }
  }

  /** Beside {@code at}, towards {@code next}; both distances are above 0. */
  private static double inner(
      double beforeDistance, double nextDistance, double before, double at, double next) {
    double root = Math.sqrt(beforeDistance * nextDistance);
    return (beforeDistance * next
            - nextDistance * before
            + (2 * beforeDistance + 3 * root + nextDistance) * at)
        / (3 * (beforeDistance + root));
  }

  private static double bezier(double t, double p0, double p1, double p2, double p3) {
    double s = 1 - t;
    return s * s * s * p0 + 3 * s * t * (s * p1 + t * p2) + t * t * t * p3;
  }
}
