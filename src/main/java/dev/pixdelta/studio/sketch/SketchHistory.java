package dev.pixdelta.studio.sketch;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The way back and forth between sketches: at most {@link #MOST} steps, and fewer if they take too
 * much memory, but always one. The oldest are forgotten first. One thread.
 */
public final class SketchHistory {
  /** How many steps lead back. */
  public static final int MOST = 200;

  /** Four large pictures, of which each was filled anew. */
  private static final long MOST_BYTES = 256L << 20;

  private final long mostBytes;
  private final Deque<Sketch> before = new ArrayDeque<>();
  private final Deque<Sketch> after = new ArrayDeque<>();
  private final TileBytes kept = new TileBytes();
  private Sketch now;

  /** Steps take at most 256 MB, or a quarter of the heap if that is less. */
  public SketchHistory(Sketch start) {
    this(start, Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / 4));
  }

  /**
   * @param mostBytes that all other steps may take beside the one that is shown
   */
  SketchHistory(Sketch start, long mostBytes) {
    this.mostBytes = mostBytes;
    now = start;
    kept.add(start);
  }

  public Sketch now() {
    return now;
  }

  /** A new step; what was undone is forgotten. */
  public void put(Sketch next) {
    before.push(now);
    after.forEach(kept::remove);
    after.clear();
    kept.add(next);
    show(next);
    while (before.size() > MOST || (before.size() > 1 && isTooMuch())) {
      kept.remove(before.removeLast());
    }
  }

  private boolean isTooMuch() {
    return kept.bytes() > mostBytes && kept.bytes() - TileBytes.of(now) > mostBytes;
  }

  /** Changes what is no step of its own, such as which layer is active. */
  public void replace(Sketch sketch) {
    kept.add(sketch);
    kept.remove(now);
    show(sketch);
  }

  private void show(Sketch next) {
    for (Layer layer : now.layers()) {
      if (next.layers().stream().noneMatch(l -> l.raster() == layer.raster())) {
        layer.raster().forgetHalf();
      }
    }
    now = next;
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
      show(before.pop());
    }
    return now;
  }

  /** One step forth again; stays where there is none. */
  public Sketch redo() {
    if (canRedo()) {
      before.push(now);
      show(after.pop());
    }
    return now;
  }
}
