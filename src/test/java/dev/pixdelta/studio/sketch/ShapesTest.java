package dev.pixdelta.studio.sketch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pixdelta.pipeline.Size;
import org.junit.jupiter.api.Test;

class ShapesTest {
  private static final Sketch BLANK = Sketch.blank(new Size(160, 120), Sketch.Mode.LINES);
  private static final Pen PEN = new Pen(6, 1, 1, 255, false, Symmetry.NONE);

  private static double covered(Sketch sketch) {
    double sum = 0;
    for (float v : sketch.map().values()) {
      sum += v;
    }
    return sum;
  }

  @Test
  void lineCoversItsLengthAndTwoRoundEnds() {
    Sketch line = Shapes.line(BLANK, PEN, 20, 20, 120, 95);
    assertEquals(6 * 125 + Math.PI * 9, covered(line), 3);
  }

  @Test
  void rectangleIsAnOutlineWithRoundCorners() {
    Sketch one = Shapes.rectangle(BLANK, PEN, 20, 20, 120, 90);
    assertEquals(6 * 2 * (100 + 70) - (36 - Math.PI * 9), covered(one), 3);
    assertEquals(0, one.activeLayer().raster().argb(70, 50));
    Sketch other = Shapes.rectangle(BLANK, PEN, 120, 90, 20, 20);
    assertArrayEquals(one.map().values(), other.map().values(), "any corner may be the first");
  }

  @Test
  void ellipseTouchesTheSidesOfItsRectangle() {
    Sketch sketch = Shapes.ellipse(BLANK, PEN, 20, 20, 120, 90);
    Raster raster = sketch.activeLayer().raster();
    for (int y = 0; y < 120; y++) {
      for (int x = 0; x < 160; x++) {
        // To first order, how far a pixel lies from the ellipse.
        double u = (x + 0.5 - 70) / 50;
        double v = (y + 0.5 - 55) / 35;
        double off = (u * u + v * v - 1) / (2 * Math.hypot(u / 50, v / 35) + 1e-9);
        if (Math.abs(off) < 2.3) {
          assertEquals(255, raster.argb(x, y) >>> 24, 1, x + ", " + y);
        } else if (Math.abs(off) > 4.2) {
          assertEquals(0, raster.argb(x, y), x + ", " + y);
        }
      }
    }
  }

  @Test
  void shapesAreMirroredAndErasedLikeStrokes() {
    Pen both = new Pen(6, 0, 0, 255, false, Symmetry.BOTH);
    Sketch four = Shapes.line(BLANK, both, 10, 10, 50, 10);
    assertEquals(4 * (6 * 40 + Math.PI * 9), covered(four), 4);
    Sketch none = Shapes.line(four, new Pen(9, 0, 0, 0, true, Symmetry.BOTH), 10, 10, 50, 10);
    assertEquals(0, covered(none));
  }
}
