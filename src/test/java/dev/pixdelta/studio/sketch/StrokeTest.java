package dev.pixdelta.studio.sketch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.pipeline.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StrokeTest {
  private static final Size SIZE = new Size(256, 200);
  private static final Pen PEN = new Pen(12, 0, 0, 255, false, Symmetry.NONE);

  private static Sketch blank() {
    return Sketch.blank(SIZE, Sketch.Mode.LINES);
  }

  /** Points that a hand passes, 8 milliseconds apart. */
  private static Sketch drawn(Sketch sketch, Pen pen, List<double[]> points) {
    Stroke stroke = new Stroke(sketch, pen);
    double millis = 1000;
    for (double[] p : points) {
      stroke.to(p[0], p[1], millis);
      millis += 8;
    }
    stroke.finish();
    return stroke.sketch();
  }

  private static Sketch drawn(Sketch sketch, Pen pen, double... xy) {
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < xy.length; i += 2) {
      points.add(new double[] {xy[i], xy[i + 1]});
    }
    return drawn(sketch, pen, points);
  }

  private static List<double[]> heart(int points) {
    List<double[]> heart = new ArrayList<>();
    for (int i = 0; i <= points; i++) {
      double t = 2 * Math.PI * i / points;
      double x = 16 * Math.pow(Math.sin(t), 3);
      double y = 13 * Math.cos(t) - 5 * Math.cos(2 * t) - 2 * Math.cos(3 * t) - Math.cos(4 * t);
      heart.add(new double[] {128 + 5 * x, 95 - 5 * y});
    }
    return heart;
  }

  private static int alpha(Sketch sketch, int x, int y) {
    return sketch.activeLayer().raster().argb(x, y) >>> 24;
  }

  /** How much is covered of one column, in pixels. */
  private static double thickness(Sketch sketch, int x) {
    double sum = 0;
    for (int y = 0; y < SIZE.height(); y++) {
      sum += alpha(sketch, x, y) / 255.0;
    }
    return sum;
  }

  /** A disc is stamped at every hundredth of the way between 60 points; the stroke knows 60. */
  @Test
  void strokeCoversWhatAHandDrew() {
    Sketch sketch = drawn(blank(), PEN, heart(60));
    List<double[]> fine = heart(6000);
    int both = 0;
    int either = 0;
    for (int y = 0; y < SIZE.height(); y++) {
      for (int x = 0; x < SIZE.width(); x++) {
        double nearest = Double.MAX_VALUE;
        for (double[] p : fine) {
          double dx = x + 0.5 - p[0];
          double dy = y + 0.5 - p[1];
          nearest = Math.min(nearest, dx * dx + dy * dy);
        }
        boolean wanted = nearest <= 36;
        boolean is = alpha(sketch, x, y) >= 128;
        both += wanted && is ? 1 : 0;
        either += wanted || is ? 1 : 0;
      }
    }
    assertTrue(both > 0.97 * either, both + " of " + either);
  }

  @ParameterizedTest
  @CsvSource({"1", "2.5", "12", "41"})
  void lineIsAsWideAsItsPenAndSoftAtItsEdges(double width) {
    Pen pen = new Pen(width, 0, 0, 255, false, Symmetry.NONE);
    Sketch sketch = drawn(blank(), pen, 20.3, 70.2, 90, 100.1, 230.7, 160.3);
    double slope = (160.3 - 100.1) / (230.7 - 90);
    assertEquals(width * Math.hypot(1, slope), thickness(sketch, 200), 0.15 + 0.02 * width);
    assertTrue(
        IntStream.range(0, 200).map(y -> alpha(sketch, 200, y)).anyMatch(a -> a > 20 && a < 235),
        "antialiased");
  }

  @Test
  void crossingItselfChangesNothingThere() {
    Sketch once = drawn(blank(), PEN, 30, 80, 120, 90.5, 210, 101);
    Sketch twice = drawn(blank(), PEN, 30, 80, 120, 90.5, 210, 101, 120, 90.5, 30, 80);
    for (int x = 60; x < 180; x++) {
      assertEquals(thickness(once, x), thickness(twice, x), 0.01, "column " + x);
    }
    Pen faint = new Pen(12, 0, 0, 90, false, Symmetry.NONE);
    Sketch cross = drawn(blank(), faint, 30, 60, 200, 60, 200, 120, 100, 120, 100, 20);
    assertEquals(Argb.grey(90), cross.activeLayer().raster().argb(100, 60));
  }

  @Test
  void aClickIsADot() {
    for (double speed : new double[] {0, 1}) {
      Pen pen = new Pen(12, speed, 0.5, 255, false, Symmetry.NONE);
      Sketch sketch = drawn(blank(), pen, 100, 100);
      double area = 0;
      for (int x = 0; x < SIZE.width(); x++) {
        area += thickness(sketch, x);
      }
      assertEquals(Math.PI * 36, area, 1.5);
      assertEquals(255, alpha(sketch, 100, 100));
    }
  }

  @Test
  void aFastHandDrawsThinnerWithoutBlobs() {
    List<double[]> slow = new ArrayList<>();
    List<double[]> fast = new ArrayList<>();
    for (double x = 10; x <= 245; x += 1) {
      slow.add(new double[] {x, 100});
    }
    for (double x = 10; x <= 245; x += 20) {
      fast.add(new double[] {x, 100});
    }
    Pen even = new Pen(20, 0, 0, 255, false, Symmetry.NONE);
    Pen lively = new Pen(20, 1, 0, 255, false, Symmetry.NONE);
    assertEquals(20, thickness(drawn(blank(), even, fast), 128), 0.1);
    double atLeisure = thickness(drawn(blank(), lively, slow), 128);
    Sketch quick = drawn(blank(), lively, fast);
    assertTrue(atLeisure > 14, "slow: " + atLeisure);
    assertTrue(thickness(quick, 128) < 0.5 * atLeisure, "fast: " + thickness(quick, 128));
    for (int x = 20; x < 225; x++) {
      assertEquals(thickness(quick, x), thickness(quick, x + 1), 0.6, "column " + x);
    }
  }

  /** A hand that trembles by 3 pixels. */
  @Test
  void smoothingCalmsTheHandAndEndsWhereItEnded() {
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i <= 50; i++) {
      points.add(new double[] {20 + 4 * i, 100 + (i % 2 == 0 ? 3 : -3)});
    }
    Pen thin = new Pen(2, 0, 0, 255, false, Symmetry.NONE);
    Pen calm = new Pen(2, 0, 0.7, 255, false, Symmetry.NONE);
    Sketch rough = drawn(blank(), thin, points);
    Sketch smooth = drawn(blank(), calm, points);
    assertTrue(thickness(rough, 150) > 2.5);
    assertEquals(2, thickness(smooth, 150), 0.3);
    assertTrue(alpha(smooth, 150, 99) + alpha(smooth, 150, 100) > 300, "in the middle");
    assertTrue(alpha(smooth, 220, 102) > 100, "ends at the last point");
    assertEquals(0, alpha(smooth, 224, 102), "and not behind it");
  }

  @Test
  void smoothingStaysNearTheWay() {
    Pen calm = new Pen(2, 0, 0.5, 255, false, Symmetry.NONE);
    Sketch smooth = drawn(blank(), calm, heart(80));
    List<double[]> fine = heart(2000);
    for (int y = 0; y < SIZE.height(); y++) {
      for (int x = 0; x < SIZE.width(); x++) {
        if (alpha(smooth, x, y) > 128) {
          double px = x + 0.5;
          double py = y + 0.5;
          double off =
              fine.stream().mapToDouble(p -> Math.hypot(p[0] - px, p[1] - py)).min().orElseThrow();
          assertTrue(off < 5, "at %d, %d it is %.1f off".formatted(x, y, off));
        }
      }
    }
  }

  @Test
  void eraserTakesAwayByCoverage() {
    Sketch full = drawn(blank(), new Pen(40, 0, 0, 255, false, Symmetry.NONE), 30, 100, 220, 100);
    Pen eraser = new Pen(10, 0, 0, 255, true, Symmetry.NONE);
    Sketch cut = drawn(full, eraser, 20, 100, 230, 100);
    assertEquals(0, alpha(cut, 128, 100));
    assertEquals(255, alpha(cut, 128, 90));
    assertEquals(30, thickness(cut, 128), 0.2);
    Sketch gone = drawn(full, new Pen(80, 0, 0, 0, true, Symmetry.NONE), 20, 100, 230, 100);
    assertTrue(gone.activeLayer().raster().isEmpty(), "empty tiles are given up");
  }

  @Test
  void depthPenPaintsItsGreyOverOthers() {
    Sketch near = drawn(blank(), new Pen(40, 0, 0, 200, false, Symmetry.NONE), 30, 100, 220, 100);
    Sketch far = drawn(near, new Pen(10, 0, 0, 60, false, Symmetry.NONE), 30, 100, 220, 100);
    assertEquals(Argb.grey(60), far.activeLayer().raster().argb(128, 100));
    assertEquals(Argb.grey(200), far.activeLayer().raster().argb(128, 85));
  }

  @ParameterizedTest
  @EnumSource(Symmetry.class)
  void mirrorImagesAreExact(Symmetry symmetry) {
    Pen pen = new Pen(9, 0.5, 0.3, 255, false, symmetry);
    Sketch sketch = drawn(blank(), pen, 20, 30, 60, 44, 140, 51.5, 170, 120);
    int w = SIZE.width();
    int h = SIZE.height();
    boolean across = true;
    boolean down = true;
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        across &= alpha(sketch, x, y) == alpha(sketch, w - 1 - x, y);
        down &= alpha(sketch, x, y) == alpha(sketch, x, h - 1 - y);
      }
    }
    assertEquals(symmetry == Symmetry.LEFT_RIGHT || symmetry == Symmetry.BOTH, across);
    assertEquals(symmetry == Symmetry.TOP_BOTTOM || symmetry == Symmetry.BOTH, down);
  }

  /** A window repaints the areas that it is told of, and nothing else. */
  @ParameterizedTest
  @EnumSource(Symmetry.class)
  void changedAreasHoldAllChanges(Symmetry symmetry) {
    Pen pen = new Pen(15, 0.5, 0.4, 255, false, symmetry);
    Stroke stroke = new Stroke(blank(), pen);
    int[] shown = new int[SIZE.width() * SIZE.height()];
    SketchView.render(blank(), Area.of(SIZE), shown, false);
    double millis = 0;
    for (double[] p : heart(40)) {
      Area area = stroke.to(p[0] - 60, p[1] * 1.3, millis += 12);
      assertEquals(area, stroke.changed().stream().reduce(Area.NONE, Area::union));
      paint(stroke, shown);
    }
    stroke.finish();
    paint(stroke, shown);
    int[] whole = new int[shown.length];
    SketchView.render(stroke.sketch(), Area.of(SIZE), whole, false);
    assertArrayEquals(whole, shown);
  }

  private static void paint(Stroke stroke, int[] shown) {
    for (Area area : stroke.changed()) {
      int[] part = new int[area.width() * area.height()];
      SketchView.render(stroke.sketch(), area, part, false);
      for (int y = 0; y < area.height(); y++) {
        System.arraycopy(
            part, y * area.width(), shown, (area.y() + y) * SIZE.width() + area.x(), area.width());
      }
    }
  }

  @Test
  void outsideTheSketchNothingChanges() {
    Sketch before = blank();
    Stroke stroke = new Stroke(before, PEN);
    assertSame(before, stroke.sketch());
    assertEquals(Area.NONE, stroke.to(-50, -50, 0));
    assertEquals(Area.NONE, stroke.to(-60, 400, 10));
    assertEquals(Area.NONE, stroke.finish());
    assertSame(before, stroke.sketch());
    assertThrows(IllegalStateException.class, () -> stroke.to(1, 1, 20));
  }

  @Test
  void aMovedLayerIsDrawnOnWhereItIsSeen() {
    Sketch moved =
        blank().withLayer(0, blank().activeLayer().withPlacement(new Placement(150, 90, 0.5, 0.3)));
    Sketch sketch = drawn(moved, PEN, 30, 100, 220, 100);
    assertTrue(sketch.activeLayer().isExact(SIZE));
    assertEquals(255, alpha(sketch, 128, 100));
    assertFalse(sketch.isBlank());
  }
}
