package dev.pixdelta.studio.sketch;

import java.util.ArrayDeque;
import java.util.Deque;

/** The way back and forth between sketches. One thread. */
public final class SketchHistory {
  /** How many steps lead back. */
  public static final int MOST = 200;

  private final Deque<Sketch> before = new ArrayDeque<>();
  private final Deque<Sketch> after = new ArrayDeque<>();
  private Sketch now;

  public SketchHistory(Sketch start) {
    now = start;
  }

  public Sketch now() {
    return now;
  }

  /** A new step; what was undone is forgotten. */
  public void put(Sketch next) {
    before.push(now);
    if (before.size() > MOST) {
      before.removeLast();
    }
    after.clear();
    now = next;
  }

  /** Changes what is no step of its own, such as which layer is active. */
  public void replace(Sketch sketch) {
    now = sketch;
  }

  public boolean canUndo() {
    return !before.isEmpty();
  }

  public boolean canRedo() {
    return !after.isEmpty();
  }

  /** One step back; stays where there is none. */
  public Sketch undo() {
    if (canUndo()) {
      after.push(now);
      now = before.pop();
    }
    return now;
  }

  /** One step forth again; stays where there is none. */
  public Sketch redo() {
    if (canRedo()) {
      before.push(now);
      now = after.pop();
    }
    return now;
  }
}
