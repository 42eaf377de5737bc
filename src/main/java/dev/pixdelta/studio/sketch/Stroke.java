package dev.pixdelta.studio.sketch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One stroke in progress, on the active layer. The result so far is always there, so that a window
 * can show it while it is drawn. One thread.
 *
 * <p>The line follows the hand as if on a short leash, goes through the places where it was seen in
 * a smooth curve, and is one event late, because a curve needs to know where it goes next.
 */
public final class Stroke {
  /** All distances are told in parts of the sketch's longest side, so that any size feels alike. */
  private static final double LEASH = 0.06;

  /** Parts of the longest side for each millisecond at which a line is thin. */
  private static final double FAST = 1.0 / 600;

  /** How much of its width the fastest line loses. */
  private static final double MOST_THINNING = 0.8;

  /** A hand's speed is its mean over about so many milliseconds. */
  private static final double MEMORY = 40;

  /** How fast the radius may change along the line; more looks like a blob. */
  private static final double STEEPEST = 0.12;

  /** A hand that moved less did not move. */
  private static final double NEAREST = 0.5;

  private final Sketch before;
  private final Pen pen;
  private final Ink ink;
  private final CurvedLine line;
  private final double leash;
  private final double fast;
  private boolean begun;
  private boolean finished;
  private double handX;
  private double handY;
  private double handMillis;
  private double penX;
  private double penY;
  private double way; // of late, in pixels
  private double time; // of late, in milliseconds
  private @Nullable Node last;
  private List<Area> changed = List.of();
  private boolean drawn;

  /** Begins a stroke; nothing is drawn yet. */
  public Stroke(Sketch before, Pen pen) {
    this.before = before;
    this.pen = pen;
    ink = new Ink(before, pen);
    line = new CurvedLine(ink);
    int longest = Math.max(before.size().width(), before.size().height());
    leash = pen.smoothing() * pen.smoothing() * LEASH * longest;
    fast = FAST * longest;
  }

  /**
   * The hand came to a point.
   *
   * @param x in sketch pixels; may lie outside
   * @param millis when, on any clock
   * @return what changed of the sketch, mirror images and all
   */
  public Area to(double x, double y, double millis) {
    requireNotFinished();
    if (!begun) {
      begun = true;
      handX = x;
      handY = y;
      handMillis = millis;
      penX = x;
      penY = y;
      if (pen.speed() == 0) {
        add(pen.width() / 2); // else it is not known yet how wide the line begins
      }
      return changes();
    }
    double distance = Math.hypot(x - handX, y - handY);
    double waited = Math.max(millis - handMillis, 0);
    if (distance < NEAREST) {
      return changes();
    }
    double kept = Math.exp(-waited / MEMORY);
    way = way * kept + distance;
    time = time * kept + waited;
    double radius = radius();
    if (last == null) {
      add(radius);
    }
    follow(x, y, distance);
    handX = x;
    handY = y;
    handMillis = millis;
    if (last == null || Math.hypot(penX - last.x(), penY - last.y()) >= NEAREST) {
      add(radius);
    }
    return changes();
  }

  /**
   * The hand was lifted: draws the rest that smoothing holds back.
   *
   * @return what changed of the sketch
   */
  public Area finish() {
    requireNotFinished();
    finished = true;
    if (begun) {
      boolean behind = last == null || last.x() != handX || last.y() != handY;
      penX = handX;
      penY = handY;
      if (behind) {
        add(time == 0 ? pen.width() / 2 : radius());
      }
      line.end();
    }
    return changes();
  }

  /** The sketch with the stroke so far. */
  public Sketch sketch() {
    return drawn ? ink.sketch() : before;
  }

  /**
   * A straight piece of the line, in sketch pixels.
   *
   * @param width at its end
   */
  public record Tail(double fromX, double fromY, double toX, double toY, double width) {}

  /**
   * What is not drawn yet of the way to where the pen is: a window may show it until it is. Null
   * where nothing is missing.
   */
  public @Nullable Tail tail() {
    Node from = line.drawnTo();
    return finished || from == null || last == null
        ? null
        : new Tail(from.x(), from.y(), penX, penY, 2 * last.radius());
  }

  /** What the last call changed: one area, and one for each of its mirror images. */
  public List<Area> changed() {
    return changed;
  }

  private void requireNotFinished() {
    if (finished) {
      throw new IllegalStateException("the stroke is finished");
    }
  }

  private Area changes() {
    changed = ink.changed();
    drawn |= !changed.isEmpty();
    Area all = Area.NONE;
    for (Area area : changed) {
      all = all.union(area);
    }
    return all;
  }

  /** Pulls the pen along while the hand goes straight on to a point. */
  private void follow(double x, double y, double distance) {
    if (leash == 0) {
      penX = x;
      penY = y;
      return;
    }
    // At every moment the pen moves towards the hand, by its distance over the leash.
    double behindX = leash * (x - handX) / distance;
    double behindY = leash * (y - handY) / distance;
    double rest = Math.exp(-distance / leash);
    penX = x - behindX + (penX - handX + behindX) * rest;
    penY = y - behindY + (penY - handY + behindY) * rest;
  }

  private double radius() {
    double speed = time == 0 ? 0 : way / time / fast;
    return pen.width() / 2 * (1 - pen.speed() * MOST_THINNING * (1 - Math.exp(-speed)));
  }

  /** The line goes on to where the pen is. */
  private void add(double radius) {
    double r = radius;
    if (last != null) {
      double most = STEEPEST * Math.hypot(penX - last.x(), penY - last.y());
      r = Math.clamp(radius, last.radius() - most, last.radius() + most);
    }
    Node node = new Node(penX, penY, r);
    last = node;
    line.add(node);
  }

  /** A point that the line goes through, and half its width there. */
  record Node(double x, double y, double radius) {
    double distance(Node other) {
      return Math.hypot(x - other.x, y - other.y);
    }
  }
}
