package dev.pixdelta.gui.gallery;

import javafx.animation.AnimationTimer;
import javafx.beans.property.DoubleProperty;
import javafx.scene.input.ScrollEvent;

/**
 * Turns the steps of a mouse wheel into motion; trackpads, which are smooth already, are followed
 * at once. JavaFX thread only.
 */
final class SmoothScroll extends AnimationTimer {
  /** In this time the way that is left becomes a third, in seconds. */
  private static final double EASE = 0.06;

  /** Wheels turn by steps of at least this many pixels. */
  private static final double STEP = 20;

  private static final double SPEED = 2.5;

  private final DoubleProperty position;
  private double target;
  private long last;
  private boolean moving;

  SmoothScroll(DoubleProperty position) {
    this.position = position;
  }

  /**
   * A wheel or a trackpad was moved.
   *
   * @param most furthest position
   */
  void scrolled(ScrollEvent event, double most) {
    double by = -event.getDeltaY();
    if (event.isDirect() || event.isInertia() || Math.abs(by) < STEP) {
      jump(Math.clamp(position.get() + by, 0, most));
    } else {
      glide(Math.clamp((moving ? target : position.get()) + by * SPEED, 0, most));
    }
  }

  /** Goes there in a few frames. */
  void glide(double to) {
    target = to;
    if (!moving) {
      moving = true;
      last = 0;
      start();
    }
  }

  /** Goes there at once. */
  void jump(double to) {
    halt();
    position.set(to);
  }

  /** Stays where it is. */
  void halt() {
    if (moving) {
      moving = false;
      stop();
    }
  }

  @Override
  public void handle(long now) {
    double seconds = last == 0 ? 1 / 60.0 : Math.min((now - last) / 1e9, 0.1);
    last = now;
    double left = target - position.get();
    double next = target - left * Math.exp(-seconds / EASE);
    if (Math.abs(target - next) < 0.5) {
      next = target;
      halt();
    }
    position.set(next);
  }
}
