package dev.pixdelta.studio.sketch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.pipeline.Picture;
import dev.pixdelta.pipeline.Size;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SketchViewTest {
  private static final Size SIZE = new Size(200, 150);
  private static final Pen PEN = new Pen(9, 0, 0, 255, false, Symmetry.NONE);

  /** Red = x, green = y, blue = 90. */
  private static Raster photo(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < width * height; i++) {
      rgb[3 * i] = (byte) (i % width);
      rgb[3 * i + 1] = (byte) (i / width);
      rgb[3 * i + 2] = 90;
    }
    return Raster.of(new Picture(new Size(width, height), rgb));
  }

  private static Layer guide(Raster raster, Placement placement) {
    return new Layer("Photo", raster, placement, true, true, 0.4);
  }

  private static int[] whole(Sketch sketch, boolean mapOnly) {
    int[] out = new int[sketch.size().width() * sketch.size().height()];
    SketchView.render(sketch, Area.of(sketch.size()), out, mapOnly);
    return out;
  }

  @Test
  void aPartIsThatPartOfTheWhole() {
    Sketch sketch = Sketch.blank(SIZE, Sketch.Mode.LINES);
    sketch = Shapes.ellipse(sketch, PEN, 20, 20, 150, 120);
    sketch = sketch.added(guide(photo(90, 70), new Placement(80, 70, 1.7, 0.4)));
    sketch = sketch.added(Layer.empty("Turned", SIZE));
    sketch = Shapes.rectangle(sketch, PEN, 60, 50, 120, 110);
    sketch =
        sketch.withLayer(
            2, sketch.activeLayer().withPlacement(new Placement(90, 90, 0.4, -1)).withOpacity(0.7));
    for (boolean mapOnly : new boolean[] {false, true}) {
      int[] all = whole(sketch, mapOnly);
      Area area = new Area(37, 23, 130, 101);
      int[] part = new int[area.width() * area.height()];
      SketchView.render(sketch, area, part, mapOnly);
      int[] expected = new int[part.length];
      for (int y = 0; y < area.height(); y++) {
        System.arraycopy(
            all, (area.y() + y) * 200 + area.x(), expected, y * area.width(), area.width());
      }
      assertArrayEquals(expected, part);
    }
  }

  @Test
  void guidesAreDimmedBelowTheLinesAndNoPartOfTheMap() {
    Sketch sketch = Sketch.blank(SIZE, Sketch.Mode.LINES);
    sketch = Shapes.line(sketch, PEN, 20, 75, 180, 75);
    sketch = sketch.added(guide(photo(200, 150), Placement.centred(SIZE)));
    int[] seen = whole(sketch, false);
    assertEquals(0xffffffff, seen[75 * 200 + 100], "the line lies above");
    assertEquals(0xff000000 | 40 << 16 | 20 << 8 | 36, seen[50 * 200 + 100]);
    int[] map = whole(sketch, true);
    assertEquals(0xffffffff, map[75 * 200 + 100]);
    assertEquals(0xff000000, map[50 * 200 + 100]);
  }

  @Test
  void movedByWholePixelsEveryPixelStaysItself() {
    Raster photo = photo(90, 70);
    Sketch sketch =
        Sketch.blank(SIZE, Sketch.Mode.LINES)
            .added(new Layer("P", photo, new Placement(45 + 13, 35 + 21, 1, 0), true, false, 1));
    int[] seen = whole(sketch, false);
    assertEquals(photo.argb(0, 0), seen[21 * 200 + 13]);
    assertEquals(photo.argb(50, 40), seen[61 * 200 + 63]);
    assertEquals(0xff000000, seen[20 * 200 + 13]);
  }

  @Test
  void aQuarterTurnIsClockwise() {
    Raster photo = photo(60, 60);
    Sketch sketch =
        Sketch.blank(new Size(60, 60), Sketch.Mode.LINES)
            .added(new Layer("P", photo, new Placement(30, 30, 1, Math.PI / 2), true, false, 1));
    int[] seen = whole(sketch, false);
    assertEquals(photo.argb(5, 50), seen[5 * 60 + 9], "the lower left corner goes up");
  }

  @Test
  void scaledUpOrDownItFillsTheSketchToItsEdges() {
    for (int side : new int[] {16, 50, 75, 140, 333, 1000}) {
      int[] white = new int[side * side];
      Arrays.fill(white, 0xffffffff);
      Size size = new Size(100, 100);
      Raster raster = Raster.of(new Size(side, side), white);
      Placement filling = Placement.filling(raster.size(), size);
      Sketch sketch =
          Sketch.blank(size, Sketch.Mode.LINES)
              .added(new Layer("W", raster, filling, true, false, 1));
      for (int argb : whole(sketch, false)) {
        assertEquals(0xffffffff, argb, "side " + side);
      }
    }
  }

  /** Lines of one pixel in every five; whatever the scale, a fifth of the light arrives. */
  @Test
  void madeSmallerThinLinesKeepTheirLight() {
    Size size = new Size(1000, 1000);
    int[] lines = new int[1_000_000];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = i % 5 == 2 ? 0xffffffff : 0;
    }
    Raster raster = Raster.of(size, lines);
    Size sketch = new Size(200, 200);
    for (double scale : new double[] {0.9, 0.6, 0.45, 0.3, 0.2}) {
      Placement placement = Placement.centred(sketch).withScale(scale);
      Sketch s =
          Sketch.blank(sketch, Sketch.Mode.LINES)
              .added(new Layer("L", raster, placement, true, false, 1));
      double sum = 0;
      float most = 0;
      for (float v : s.map().values()) {
        sum += v;
        most = Math.max(most, v);
      }
      assertEquals(0.2, sum / 40_000, 0.015, "scale " + scale);
      assertTrue(scale > 0.25 || most < 0.5, "no line breaks through at scale " + scale);
    }
  }
}
