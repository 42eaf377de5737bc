package dev.pixdelta.studio.control;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.pipeline.Size;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GreyPictureTest {
  @Test
  void itsOwnSizeIsItself() {
    GreyPicture p = new GreyPicture(new Size(3, 2), new float[] {0, 1, 0.3f, 0.2f, 0.1f, 0.7f});
    assertSame(p, p.covering(new Size(3, 2)));
  }

  @Test
  void theMiddleIsKept() {
    // Columns 0 to 7; a square of them is 2 to 5.
    float[] values = new float[8 * 4];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i % 8) / 10f;
    }
    GreyPicture cut = new GreyPicture(new Size(8, 4), values).covering(new Size(4, 4));
    assertArrayEquals(new float[] {0.2f, 0.3f, 0.4f, 0.5f}, Arrays.copyOf(cut.values(), 4), 1e-6f);
    GreyPicture flat = new GreyPicture(new Size(4, 8), new float[32]).covering(new Size(4, 2));
    assertEquals(8, flat.values().length);
  }

  @Test
  void aThinLineStaysWhenMadeSmaller() {
    float[] values = new float[100 * 100];
    for (int y = 0; y < 100; y++) {
      values[y * 100 + 51] = 1;
    }
    GreyPicture small = new GreyPicture(new Size(100, 100), values).covering(new Size(10, 10));
    for (int y = 0; y < 10; y++) {
      float sum = 0;
      for (int x = 0; x < 10; x++) {
        sum += small.values()[y * 10 + x];
      }
      // A tenth of a pixel's light in all.
      assertEquals(0.1, sum, 0.02);
      assertTrue(small.values()[y * 10 + 5] > 0.05);
    }
  }

  @Test
  void madeLargerItIsSmooth() {
    GreyPicture p = new GreyPicture(new Size(2, 1), new float[] {0, 1});
    float[] row = Arrays.copyOf(p.covering(new Size(8, 4)).values(), 8);
    for (int x = 1; x < 8; x++) {
      assertTrue(row[x] >= row[x - 1] && row[x] - row[x - 1] <= 0.2501, Arrays.toString(row));
    }
    assertEquals(0, row[0]);
    assertEquals(1, row[7]);
  }

  @Test
  void aWrongNumberOfValuesIsAMistake() {
    assertThrows(
        IllegalArgumentException.class, () -> new GreyPicture(new Size(2, 2), new float[3]));
  }
}
