package dev.pixdelta.studio.sketch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.pipeline.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FillTest {
  private static final Size SIZE = new Size(200, 150);
  private static final int GREY = 120;

  /** A ring of white, 5 pixels wide. */
  private static Sketch ring(Sketch on) {
    Pen pen = new Pen(5, 0, 0, 255, false, Symmetry.NONE);
    return Shapes.ellipse(on, pen, 40, 30, 160, 120);
  }

  private static double off(int x, int y) {
    double u = (x + 0.5 - 100) / 60;
    double v = (y + 0.5 - 75) / 45;
    return (u * u + v * v - 1) / (2 * Math.hypot(u / 60, v / 45) + 1e-9);
  }

  /** Where the lines are: on the layer that is filled, above it, or below it. */
  @ParameterizedTest
  @ValueSource(strings = {"own", "above", "below"})
  void fillEndsAtALineWithoutLeaksAndSeams(String place) {
    Sketch blank = Sketch.blank(SIZE, Sketch.Mode.DEPTH);
    Sketch lines =
        switch (place) {
          case "own" -> ring(blank);
          case "above" -> ring(blank.added(Layer.empty("Lines", SIZE))).withActive(0);
          default -> ring(blank).added(Layer.empty("Fill", SIZE));
        };
    Sketch filled = Fill.at(lines, 100, 75, GREY, 20);
    float[] map = filled.map().values();
    float[] before = lines.map().values();
    for (int y = 0; y < SIZE.height(); y++) {
      for (int x = 0; x < SIZE.width(); x++) {
        int value = Math.round(255 * map[y * SIZE.width() + x]);
        double off = off(x, y);
        if (off < -3.3) {
          assertEquals(GREY, value, x + ", " + y);
        } else if (off < 0) {
          assertTrue(value >= GREY, "a seam of " + value + " at " + x + ", " + y);
        } else if (off > 1.5) {
          assertEquals(before[y * SIZE.width() + x], map[y * SIZE.width() + x], x + ", " + y);
        }
        if (Math.abs(off) < 1) {
          assertEquals(255, value, 2, "the line stays whole at " + x + ", " + y);
        }
      }
    }
  }

  @Test
  void fillingAnewLeavesNothingOfTheOldGrey() {
    Sketch first = Fill.at(ring(Sketch.blank(SIZE, Sketch.Mode.DEPTH)), 100, 75, 40, 20);
    Sketch second = Fill.at(first, 100, 75, 200, 20);
    float[] map = second.map().values();
    for (int y = 0; y < SIZE.height(); y++) {
      for (int x = 0; x < SIZE.width(); x++) {
        if (off(x, y) < 0) {
          int value = Math.round(255 * map[y * SIZE.width() + x]);
          assertTrue(value >= 195, value + " at " + x + ", " + y);
        }
      }
    }
  }

  @Test
  void guidesAndHiddenLayersAreNoBorders() {
    Sketch lines = ring(Sketch.blank(SIZE, Sketch.Mode.DEPTH).added(Layer.empty("Lines", SIZE)));
    Layer ring = lines.layers().get(1);
    for (Layer unseen : new Layer[] {ring.withGuide(true), ring.withVisible(false)}) {
      Sketch filled = Fill.at(lines.withLayer(1, unseen).withActive(0), 100, 75, GREY, 20);
      for (float v : filled.map().values()) {
        assertEquals(GREY / 255f, v);
      }
    }
  }

  @Test
  void aThinDiagonalHoldsAndTheWholeSketchCanBeFilled() {
    Pen thin = new Pen(1, 0, 0, 255, false, Symmetry.NONE);
    Sketch halves = Shapes.line(Sketch.blank(SIZE, Sketch.Mode.LINES), thin, -5, -5, 205, 160);
    Sketch filled = Fill.at(halves, 10, 140, GREY, 20);
    assertEquals(0, filled.activeLayer().raster().argb(190, 5));
    assertEquals(Argb.grey(GREY), filled.activeLayer().raster().argb(0, 149));
    Sketch all = Fill.at(Sketch.blank(SIZE, Sketch.Mode.LINES), 0, 0, 255, 0);
    for (float v : all.map().values()) {
      assertEquals(1, v);
    }
  }

  @Test
  void outsideNothingIsFilled() {
    Sketch blank = Sketch.blank(SIZE, Sketch.Mode.LINES);
    assertSame(blank, Fill.at(blank, -1, 20, GREY, 0));
    assertSame(blank, Fill.at(blank, 20, 150, GREY, 0));
  }
}
