package dev.pixdelta.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SizeRuleTest {
  private static final String CANNOT = " cannot be drawn by this model: ";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "130| 100| sides must be multiples of 16; the nearest are 128x96 and 144x112",
        "128| 100| sides must be multiples of 16; the nearest are 128x96 and 128x112",
        "1| 1| sides must be multiples of 16; the nearest is 16x16",
        "15| 17| sides must be multiples of 16; the nearest are 16x16 and 16x32",
        "8192| 8192| it is too large; the largest of this shape is 4096x4096"
      })
  void namesTheNearestSizes(int width, int height, String sentence) {
    Size size = new Size(width, height);
    assertEquals("The size " + size + CANNOT + sentence, refusal(16, size));
  }

  @Test
  void theNearestSizeIsNeverTooLarge() {
    assertEquals(
        "The size 8190x48" + CANNOT + "sides must be multiples of 48; the nearest is 8160x48",
        refusal(48, new Size(8190, 48)));
  }

  @Test
  void sidesHaveABound() {
    assertEquals(
        "The size 8193x16 is too large: sides can be up to 8192 pixels",
        refusal(16, new Size(8193, 16)));
    assertThrows(
        InvalidRequestException.class, () -> SizeRule.checkSides(new Size(16, Integer.MAX_VALUE)));
    SizeRule.checkSides(new Size(8192, 1));
  }

  @Test
  void multiplesAreDrawn() {
    new SizeRule(16).checkDrawn(new Size(16, 16));
    new SizeRule(16).checkDrawn(new Size(1024, 640));
    new SizeRule(16).checkDrawn(new Size(4096, 4096));
    new SizeRule(16).checkDrawn(new Size(8192, 16));
    new SizeRule(1).checkDrawn(new Size(7, 3));
    assertThrows(IllegalArgumentException.class, () -> new SizeRule(0));
  }

  private static String refusal(int multiple, Size size) {
    return String.valueOf(
        assertThrows(InvalidRequestException.class, () -> new SizeRule(multiple).checkDrawn(size))
            .getMessage());
  }
}
