package dev.pixdelta.studio.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.pipeline.Picture;
import dev.pixdelta.pipeline.Size;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PngTest {
  private final Path folder;

  PngTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 300", "257, 3", "64, 48", "333, 77"})
  void anotherReaderSeesTheSamePixels(int width, int height) throws IOException {
    Picture picture = noisyGradient(width, height);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png(picture, List.of())));
    assertEquals(width, image.getWidth());
    assertEquals(height, image.getHeight());
    for (int i = 0; i < width * height; i++) {
      int rgb = image.getRGB(i % width, i / width);
      assertEquals(picture.rgb()[3 * i], (byte) (rgb >> 16), "red of pixel " + i);
      assertEquals(picture.rgb()[3 * i + 1], (byte) (rgb >> 8), "green of pixel " + i);
      assertEquals(picture.rgb()[3 * i + 2], (byte) rgb, "blue of pixel " + i);
    }
  }

  @Test
  void textsComeBackAndStandBeforeThePixels() throws IOException {
    List<PictureText> texts =
        List.of(
            new PictureText("plain", "a\nb"),
            new PictureText("emoji", "🦊 é"),
            new PictureText("ours", "{}"));
    byte[] bytes = png(noisyGradient(5, 4), texts);
    PictureTexts read = PictureReader.texts(file(bytes), true);
    assertEquals(new Size(5, 4), read.size());
    assertEquals(texts, read.texts());
    String latin1 = new String(bytes, StandardCharsets.ISO_8859_1);
    assertTrue(latin1.indexOf("tEXtplain\0a\nb") > 0);
    assertTrue(latin1.indexOf("iTXtemoji\0\0\0\0\0") > 0);
    assertTrue(latin1.indexOf("iTXtours\0\0\0\0\0{}") < latin1.indexOf("IDAT"));
  }

  @Test
  void aFileCutAnywhereIsRefusedInASentence() throws IOException {
    byte[] bytes = png(noisyGradient(3, 2), List.of(new PictureText("parameters", "x")));
    for (int length = 0; length < bytes.length; length++) {
      Path file = file(Arrays.copyOf(bytes, length));
      PictureFileException e =
          assertThrows(
              PictureFileException.class, () -> PictureReader.read(file), "cut at " + length);
      assertTrue(String.valueOf(e.getMessage()).startsWith(file + ": "), e.getMessage());
    }
  }

  @Test
  void aFlippedBitIsNoticed() throws IOException {
    byte[] bytes = png(noisyGradient(3, 2), List.of(new PictureText("parameters", "x")));
    for (int i = 0; i < bytes.length; i++) {
      byte[] flipped = bytes.clone();
      flipped[i] ^= 4;
      Path file = file(flipped);
      assertThrows(PictureFileException.class, () -> PictureReader.read(file), "bit of byte " + i);
    }
  }

  @Test
  void hugeClaimsCostNothing() throws IOException {
    byte[] header = Arrays.copyOf(png(noisyGradient(3, 2), List.of()), 33);
    for (String type : List.of("tEXt", "iTXt", "IDAT", "zTXt", "abCd")) {
      byte[] bytes =
          ByteBuffer.allocate(60)
              .put(header)
              .putInt(Integer.MAX_VALUE)
              .put(type.getBytes(StandardCharsets.US_ASCII))
              .array();
      Path file = file(bytes);
      assertThrows(PictureFileException.class, () -> PictureReader.read(file));
    }
  }

  @Test
  void otherFilesAreNoPictures() throws IOException {
    Path file = file("GIF89a, and some more".getBytes(StandardCharsets.US_ASCII));
    assertEquals(
        file + ": is not a PNG, JPEG or WebP picture",
        assertThrows(PictureFileException.class, () -> PictureReader.read(file)).getMessage());
    assertThrows(PictureFileException.class, () -> PictureReader.read(folder));
    assertThrows(PictureFileException.class, () -> PictureReader.read(folder.resolve("none.png")));
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("test.png"), bytes);
  }

  private static byte[] png(Picture picture, List<PictureText> texts) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PngWriter.write(out, picture, texts, List.of("ours"));
    return out.toByteArray();
  }

  /** Smooth on the left, noise on the right, so that every filter has its rows. */
  private static Picture noisyGradient(int width, int height) {
    Random random = new Random(width * 1000L + height);
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      int x = i / 3 % width;
      int y = i / 3 / width;
      rgb[i] = (byte) (x * (y % 5) + y * (y % 3) + random.nextInt(1 + x));
    }
    return new Picture(new Size(width, height), rgb);
  }
}
