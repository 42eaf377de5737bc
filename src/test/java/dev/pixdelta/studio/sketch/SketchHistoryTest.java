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

  private static final long TILE_BYTES = 64 * 64 * 4;

  /** A sketch of 16 by 16 tiles (4 MiB), filled with a colour. */
  private static Sketch filled(Sketch sketch, int argb) {
    int[] pixels = new int[1024 * 1024];
    Arrays.fill(pixels, argb);
    Layer layer = sketch.activeLayer().withRaster(Raster.of(sketch.size(), pixels));
    return sketch.withLayer(sketch.active(), layer);
  }

  private static int stepsBack(SketchHistory history) {
    int steps = 0;
    while (history.canUndo()) {
      var unused = history.undo();
      steps++;
    }
    return steps;
  }

  @Test
  void stepsThatTakeTooMuchMemoryAreForgottenTheOldestFirst() {
    Sketch blank = Sketch.blank(new Size(1024, 1024), Sketch.Mode.LINES);
    SketchHistory history = new SketchHistory(blank, 21L << 20);
    List<Sketch> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      all.add(filled(blank, 0xff000000 | i));
      history.put(all.getLast());
    }
    for (int i = 48; i >= 46; i--) {
      assertSame(all.get(i), history.undo());
    }
    assertSame(all.get(47), history.redo());
    assertEquals(3, stepsBack(history), "five of 4 MiB each beside the one that was shown");
  }

  @Test
  void tilesThatStepsShareCountOnce() {
    Sketch red = filled(Sketch.blank(new Size(1024, 1024), Sketch.Mode.LINES), 0xffff0000);
    Sketch blue = filled(red, 0xff0000ff);
    SketchHistory history = new SketchHistory(red, 5L << 20);
    for (int i = 0; i < 60; i++) {
      history.put(i % 2 == 0 ? blue : red); // again and again the same two
    }
    assertEquals(60, stepsBack(history));

    SketchHistory strokes = new SketchHistory(red, 100 * TILE_BYTES);
    for (int i = 0; i < 60; i++) {
      strokes.put(Shapes.line(strokes.now(), PEN, 10, 10, 20, 20)); // one tile of 256
    }
    assertEquals(60, stepsBack(strokes));
  }

  @Test
  void oneStepLeadsBackHoweverLargeAndASketchOfManyLayersLeavesRoomForSteps() {
    Sketch sketch = filled(Sketch.blank(new Size(1024, 1024), Sketch.Mode.LINES), 0xff123456);
    SketchHistory small = new SketchHistory(sketch, 1);
    small.put(filled(sketch, 0xff654321));
    small.put(filled(sketch, 0xff654322));
    assertEquals(1, stepsBack(small));

    for (int i = 0; i < 5; i++) {
      Layer more = Layer.empty("more", sketch.size());
      sketch = filled(sketch.added(more), 0xff000000 | i);
    }
    SketchHistory history = new SketchHistory(sketch, 20 * TILE_BYTES);
    for (int i = 0; i < 10; i++) {
      history.put(Shapes.line(history.now(), PEN, 10, 10, 20, 20));
    }
    assertEquals(10, stepsBack(history), "what is shown is not the history's");
  }

  @Test
  void whatIsUndoneCountsUntilItIsForgotten() {
    Sketch blank = Sketch.blank(new Size(1024, 1024), Sketch.Mode.LINES);
    SketchHistory history = new SketchHistory(blank, 9L << 20);
    for (int round = 0; round < 5; round++) {
      for (int i = 0; i < 5; i++) {
        history.put(filled(blank, 0xff000000 | 10 * round + i));
      }
      var unused = history.undo();
      unused = history.undo();
      assertTrue(history.canRedo());
    }
    history.put(filled(blank, 0xffffffff));
    assertEquals(1, stepsBack(history), "two of 4 MiB fit, and both were undone");
  }
}
