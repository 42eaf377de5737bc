package dev.pixdelta.gui.gallery;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PixelsTest {
  private static Pixels flat(int argb, int width, int height) {
    int[] all = new int[width * height];
    Arrays.fill(all, argb);
    return new Pixels(all, width, height);
  }

  @Test
  void halvingTakesTheMeanOfFour() {
    Pixels four = new Pixels(new int[] {0xff000000, 0xff0400ff, 0xff0800ff, 0xff0c00ff}, 2, 2);
    assertArrayEquals(new int[] {0xff0600bf}, four.halved().argb());
  }

  @Test
  void halvingAPictureOfOneRowGoesOn() {
    Pixels line = flat(0xff112233, 5, 1).halved();
    assertEquals(2, line.width());
    assertEquals(1, line.height());
    assertEquals(0xff112233, line.argb()[0]);
  }

  @Test
  void roundCornersAreClearAndTheRestIsUntouched() {
    Pixels round = flat(0xffffffff, 20, 20).rounded(6);
    assertEquals(0, round.argb()[0]);
    assertEquals(0, round.argb()[399]);
    assertEquals(0xffffffff, round.argb()[10]);
    assertEquals(0xffffffff, round.argb()[10 * 20 + 10]);
    for (int p : round.argb()) {
      assertTrue((p >> 16 & 255) <= p >>> 24, "colours are multiplied with alpha");
    }
  }

  @ParameterizedTest
  @CsvSource({"3, 3", "7, 2", "40, 40", "1, 9"})
  void aFlatPictureStaysFlatAtEverySize(int width, int height) {
    Pixels scaled = Resampling.scale(flat(0xff336699, 8, 8), width, height);
    assertEquals(width * height, scaled.argb().length);
    for (int p : scaled.argb()) {
      assertEquals(0xff336699, p);
    }
  }

  @Test
  void enlargingKeepsEdgesSteeperThanAStraightLineBetweenPixels() {
    Pixels edge = new Pixels(new int[] {0xff000000, 0xff000000, 0xffffffff, 0xffffffff}, 4, 1);
    int[] out = Resampling.scale(edge, 16, 1).argb();
    int before = out[6] & 255;
    int after = out[9] & 255;
    assertTrue(before < 96, "bilinear has 96: " + before);
    assertTrue(after > 159, "bilinear has 159: " + after);
    assertEquals(0xffffffff, out[15]);
  }

  @Test
  void reducingLooksAtEveryPixel() {
    int[] stripes = new int[64 * 64];
    for (int i = 0; i < stripes.length; i++) {
      stripes[i] = i % 2 == 0 ? 0xff000000 : 0xffffffff;
    }
    for (int p : Resampling.scale(new Pixels(stripes, 64, 64), 8, 8).argb()) {
      assertEquals(128, p & 255, 6);
    }
  }

  @Test
  void theSameSizeIsTheSamePicture() {
    Pixels same = flat(0xff000000, 4, 4);
    assertSame(same, Resampling.scale(same, 4, 4));
  }
}
