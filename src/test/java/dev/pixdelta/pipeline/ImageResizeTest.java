package dev.pixdelta.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pixdelta.testing.Golden;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against diffusers' image processor. */
final class ImageResizeTest {
  @ParameterizedTest
  @CsvSource({"40, 48", "33, 50", "80, 20", "17, 90", "39, 48", "100, 101"})
  void givesTheReferencePixels(int width, int height) {
    try (Golden golden = Golden.open("resize.safetensors")) {
      float[] expected = golden.floats("w" + width + "_h" + height);
      float[] actual = ImageResize.resizeAndCrop(golden.floats("image"), 3, 48, 40, height, width);
      assertArrayEquals(expected, actual, 1e-5f);
    }
  }

  @Test
  void anImageOfTheRightSizeIsLeftAlone() {
    float[] image = new float[6];
    assertSame(image, ImageResize.resizeAndCrop(image, 1, 2, 3, 2, 3));
  }

  /** 704 * (30 / 704.0) is just below 30; diffusers then crops a single column. */
  @Test
  void truncationNeverLosesAColumn() {
    float[] flat = new float[704 * 704];
    Arrays.fill(flat, 0.25f);
    float[] resized = ImageResize.resizeAndCrop(flat, 1, 704, 704, 30, 30);
    assertEquals(30 * 30, resized.length);
    for (float v : resized) {
      assertEquals(0.25f, v, 1e-6f);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 8192, 1", "1, 1, 1, 8192", "2048, 512, 1, 8192", "7, 5, 64, 3"})
  void extremeShapesCostOnlyWhatTheyKeep(int height, int width, int newHeight, int newWidth) {
    float[] image = new float[3 * height * width];
    assertEquals(
        3 * newHeight * newWidth,
        ImageResize.resizeAndCrop(image, 3, height, width, newHeight, newWidth).length);
  }

  @Test
  void bytesAreClampedAndRoundedHalfToEven() {
    float half = 2 * (0.5f / 255) - 1; // 0.5 grey levels
    float[] planar = {-1, 1, -3, Float.NaN, half, Float.POSITIVE_INFINITY};
    // two pixels: red -1 and 1, green -3 and NaN, blue half and infinite
    assertArrayEquals(
        new byte[] {0, 0, 0, (byte) 255, 0, (byte) 255}, ImageResize.toRgb(planar, 1, 2));
    float[] grey = {0, 0, 0};
    assertArrayEquals(
        new byte[] {(byte) 128, (byte) 128, (byte) 128}, ImageResize.toRgb(grey, 1, 1));
  }

  @Test
  void refusesArraysOfAnotherLength() {
    assertThrows(
        IllegalArgumentException.class,
        () -> ImageResize.resizeAndCrop(new float[5], 1, 2, 3, 4, 4));
    assertThrows(
        IllegalArgumentException.class,
        () -> ImageResize.resizeAndCrop(new float[6], 1, 2, 3, 0, 4));
    assertThrows(IllegalArgumentException.class, () -> ImageResize.toRgb(new float[5], 1, 2));
  }
}
