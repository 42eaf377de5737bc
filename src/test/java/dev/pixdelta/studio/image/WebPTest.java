package dev.pixdelta.studio.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against what Pillow reads, beside each file as PNG. */
final class WebPTest {
  private static final Path FILES = Path.of("src/test/resources/dev/pixdelta/studio/image");

  private static DecodedImage read(String name, int step) throws IOException {
    return ImageDecoder.read(FILES.resolve(name + ".webp"), (w, h) -> step, true);
  }

  /** Mean difference of red, green and blue times opacity, and of opacity, in grey levels. */
  private static double difference(int[] argb, int width, BufferedImage expected, int every) {
    double sum = 0;
    int count = 0;
    for (int y = 0; y < expected.getHeight(); y++) {
      for (int x = 0; x < expected.getWidth(); x++) {
        int a = argb[y * every * width + x * every];
        int b = expected.getRGB(x, y);
        sum += Math.abs((a >>> 24) - (b >>> 24));
        for (int shift = 0; shift < 24; shift += 8) {
          int covered = (a >>> 24) * (a >> shift & 255) - (b >>> 24) * (b >> shift & 255);
          sum += Math.abs(covered) / 255.0;
        }
        count += 4;
      }
    }
    return sum / count;
  }

  /** Lowest quality, unpacked alpha, almost lossless, one pixel wide, an animation's first part. */
  @ParameterizedTest
  @ValueSource(strings = {"low", "alpha", "near", "narrow", "offset"})
  void everyKindIsReadExactly(String name) throws IOException {
    BufferedImage expected = ImageIO.read(FILES.resolve(name + ".png").toFile());
    DecodedImage read = read(name, 1);
    assertEquals(expected.getWidth(), read.width());
    assertEquals(expected.getHeight(), read.height());
    assertEquals(0, difference(read.argb(), read.width(), expected, 1), 0.1);
  }

  /** Of these the expected pictures have each eighth pixel. */
  @ParameterizedTest
  @ValueSource(strings = {"sheet_q40", "anim"})
  void largerOnesToo(String name) throws IOException {
    BufferedImage expected = ImageIO.read(FILES.resolve(name + ".eighth.png").toFile());
    DecodedImage read = read(name, 1);
    assertEquals(expected.getWidth(), Math.ceilDiv(read.width(), 8));
    assertEquals(0, difference(read.argb(), read.width(), expected, 8), 0.1);
  }

  @Test
  void isReadSmallWhereAFewPixelsDo() throws IOException {
    DecodedImage whole = read("alpha", 1);
    DecodedImage part = read("alpha", 3);
    assertEquals(16, part.width());
    assertEquals(11, part.height());
    assertEquals(47, part.fileWidth());
    assertTrue(part.hasAlpha());
    assertEquals(mean(whole.grey(0)), mean(part.grey(0)), 0.02);
    DecodedImage offset = read("offset", 4);
    assertEquals(12, offset.width());
    assertEquals(0, offset.argb()[0]);
    assertEquals(255, offset.argb()[3 * 12 + 4] >>> 24);
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float v : values) {
      sum += v;
    }
    return sum / values.length;
  }
}
