package dev.pixdelta.studio.sketch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.pipeline.Size;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SketchTest {
  private static final Size SIZE = new Size(90, 70);
  private static final Pen PEN = new Pen(8, 0, 0, 255, false, Symmetry.NONE);

  private static Sketch named(String... names) {
    List<Layer> layers = List.of(names).stream().map(n -> Layer.empty(n, SIZE)).toList();
    return new Sketch(SIZE, Sketch.Mode.LINES, layers, 0);
  }

  private static String order(Sketch sketch) {
    List<String> names = sketch.layers().stream().map(Layer::name).toList();
    return String.join("", names) + " " + sketch.activeLayer().name();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 2, BCA A",
    "1, 0, 2, BCA B",
    "2, 0, 1, BAC C",
    "0, 2, 0, CAB A",
    "2, 2, 0, CAB C",
    "1, 2, 1, ACB B"
  })
  void aMovedLayerTakesItsPlaceAndTheActiveOneStays(int active, int from, int to, String order) {
    assertEquals(order, order(named("A", "B", "C").withActive(active).moved(from, to)));
  }

  @Test
  void layersComeAboveTheActiveOneAndGo() {
    Sketch three = named("A", "B").added(Layer.empty("N", SIZE));
    assertEquals("ANB N", order(three));
    assertEquals("AB A", order(three.removed(1)));
    assertEquals("NB N", order(three.removed(0)));
    assertEquals("AN N", order(three.removed(2)));
    Sketch guided = named("A").added(Layer.empty("G", SIZE).withGuide(true));
    assertEquals("Layer 1G G", order(guided.removed(0)), "something to draw on is left");
    assertThrows(
        IllegalArgumentException.class,
        () -> guided.withLayer(0, guided.layers().getFirst().withGuide(true)));
  }

  @Test
  void theMapIsWhatIsVisibleAndNoGuide() {
    Sketch sketch = Shapes.line(named("A", "B"), PEN, 0, 20, 90, 20);
    sketch = Shapes.line(sketch.withActive(1), PEN, 0, 50, 90, 50);
    float[] map = sketch.map().values();
    assertEquals(1, map[20 * 90 + 45]);
    assertEquals(1, map[50 * 90 + 45]);
    assertEquals(0, map[35 * 90 + 45]);
    Layer second = sketch.activeLayer();
    assertEquals(
        0.5, sketch.withLayer(1, second.withOpacity(0.5)).map().values()[50 * 90 + 45], 0.003);
    assertEquals(0, sketch.withLayer(1, second.withGuide(true)).map().values()[50 * 90 + 45]);
    assertEquals(0, sketch.withLayer(1, second.withVisible(false)).map().values()[50 * 90 + 45]);
  }

  @Test
  void blankIsWhatGivesABlackMap() {
    Sketch sketch = Shapes.line(named("A"), PEN, 5, 60, 9, 60);
    assertTrue(named("A").isBlank());
    assertFalse(sketch.isBlank());
    assertTrue(sketch.withLayer(0, sketch.activeLayer().withVisible(false)).isBlank());
    assertTrue(sketch.cleared().isBlank());
    assertTrue(Fill.at(sketch.added(Layer.empty("Black", SIZE)), 2, 2, 0, 255).isBlank());
  }

  @Test
  void mergedLayersLookAsTheyDidAlone() {
    Sketch sketch = Shapes.line(named("A", "B"), PEN, 0, 20, 90, 30);
    Pen grey = new Pen(8, 0, 0, 90, false, Symmetry.NONE);
    sketch = Shapes.line(sketch.withActive(1), grey, 10, 5, 80, 60);
    sketch = sketch.withLayer(1, sketch.activeLayer().withOpacity(0.6));
    Sketch merged = sketch.mergedDown(1);
    assertEquals("A A", order(merged));
    assertArrayEquals(sketch.map().values(), merged.map().values(), 2 / 255f);
    assertThrows(IllegalArgumentException.class, () -> merged.mergedDown(0));
  }

  @Test
  void anotherSizeKeepsTheMiddleAndTheWayBack() {
    Sketch sketch = Shapes.ellipse(named("A"), PEN, 20, 10, 70, 60);
    Sketch larger = sketch.resized(new Size(180, 140));
    assertEquals(new Size(180, 140), larger.map().size());
    assertEquals(1, larger.map().values()[70 * 180 + 40], 0.01, "left of the ring, twice as far");
    assertArrayEquals(sketch.map().values(), larger.resized(SIZE).map().values());
    Sketch upright = sketch.resized(new Size(70, 90));
    assertEquals(1, upright.activeLayer().placement().scale());
    assertEquals(1, upright.map().values()[45 * 70 + 10]);
    assertTrue(upright.resized(SIZE).activeLayer().isExact(SIZE));
  }
}
