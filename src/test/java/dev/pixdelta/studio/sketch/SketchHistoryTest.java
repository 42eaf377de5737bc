package dev.pixdelta.studio.sketch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.pipeline.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SketchHistoryTest {
  private static final Pen PEN = new Pen(6, 0, 0, 255, false, Symmetry.NONE);

  @Test
  void twoHundredStepsLeadBackAndForthExactlyAndShareTheirTiles() {
    Sketch start = Sketch.blank(new Size(1024, 1024), Sketch.Mode.LINES);
    SketchHistory history = new SketchHistory(start);
    List<Sketch> all = new ArrayList<>(List.of(start));
    List<Integer> sums = new ArrayList<>(List.of(sum(start)));
    Random random = new Random(7);
    for (int i = 0; i < 230; i++) {
      double x = 900 * random.nextDouble();
      double y = 900 * random.nextDouble();
      history.put(Shapes.line(history.now(), PEN, x, y, x + 80, y + 60));
      all.add(history.now());
      sums.add(sum(history.now()));
    }
    for (int i = 229; i >= 30; i--) {
      assertTrue(history.canUndo());
      assertSame(all.get(i), history.undo());
      assertEquals(sums.get(i), sum(history.now()), "step " + i);
    }
    assertFalse(history.canUndo(), "200 steps are kept");
    assertSame(all.get(30), history.undo());
    for (int i = 31; i <= 230; i++) {
      assertSame(all.get(i), history.redo());
    }
    assertFalse(history.canRedo());
    assertSame(all.get(230), history.redo());

    Set<int[]> tiles = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Sketch sketch : all) {
      for (int[] tile : sketch.activeLayer().raster().tiles()) {
        if (tile != null) {
          tiles.add(tile);
        }
      }
    }
    // Each stroke of 100 pixels crosses few tiles of 16 kB; whole copies would be 4 MB each.
    assertTrue(tiles.size() < 230 * 8, tiles.size() + " tiles");
  }

  private static int sum(Sketch sketch) {
    int sum = 0;
    for (int[] tile : sketch.activeLayer().raster().tiles()) {
      sum = 31 * sum + (tile == null ? 0 : Arrays.hashCode(tile));
    }
    return sum;
  }

  @Test
  void aNewStepForgetsWhatWasUndoneAndSelectingIsNone() {
    Sketch start = Sketch.blank(new Size(64, 64), Sketch.Mode.LINES);
    SketchHistory history = new SketchHistory(start);
    Sketch one = Shapes.line(start, PEN, 5, 5, 50, 50);
    history.put(one);
    history.replace(one.withMode(Sketch.Mode.DEPTH));
    assertSame(start, history.undo());
    assertTrue(history.canRedo());
    history.put(Shapes.line(start, PEN, 5, 50, 50, 5));
    assertFalse(history.canRedo());
    assertSame(start, history.undo());
    assertFalse(history.canUndo());
  }
}
