package dev.pixdelta.studio.sketch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pixdelta.pipeline.Size;
import org.junit.jupiter.api.Test;

class DepthGradientTest {
  private static final Sketch BLANK = Sketch.blank(new Size(100, 80), Sketch.Mode.DEPTH);

  private static int grey(Sketch sketch, int x, int y) {
    return Math.round(255 * sketch.map().values()[y * 100 + x]);
  }

  @Test
  void greysChangeEvenlyAlongTheLineAndStayBeyondIt() {
    Sketch sketch = DepthGradient.linear(BLANK, 10, 40, 50, 90, 40, 210);
    assertEquals(50, grey(sketch, 3, 0));
    assertEquals(130, grey(sketch, 50, 79), 1);
    assertEquals(90, grey(sketch, 30, 20), 1);
    assertEquals(210, grey(sketch, 95, 40));
  }

  @Test
  void acrossASlantedLineItIsTheSame() {
    Sketch sketch = DepthGradient.linear(BLANK, 0, 0, 255, 80, 80, 0);
    assertEquals(grey(sketch, 20, 60), grey(sketch, 60, 20));
    assertEquals(255 - 255 * 41 / 80.0, grey(sketch, 40, 41), 2);
  }

  @Test
  void aLineWithoutLengthGivesOneGrey() {
    Sketch sketch = DepthGradient.linear(BLANK, 5, 5, 77, 5, 5, 200);
    assertEquals(77, grey(sketch, 0, 0));
    assertEquals(77, grey(sketch, 99, 79));
  }
}
