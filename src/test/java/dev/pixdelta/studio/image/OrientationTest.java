package dev.pixdelta.studio.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pixdelta.testing.TestExif;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pictures turned in all eight ways, wherever their format says so. */
final class OrientationTest {
  private static final Path FILES = Path.of("src/test/resources/dev/pixdelta/studio/image");
  private static final int WIDTH = 60;
  private static final int HEIGHT = 40;

  private final Path folder;

  OrientationTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** Where a format keeps it. */
  enum Place {
    JPEG,
    PNG_EXIF,
    PNG_RAW_PROFILE,
    PNG_PACKED_PROFILE,
    PNG_XMP,
    TIFF,
    WEBP
  }

  /** Red = 4x, green = 6y, blue = 100. */
  private static BufferedImage picture() {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        image.setRGB(x, y, new Color(4 * x, 6 * y, 100).getRGB());
      }
    }
    return image;
  }

  private static byte[] encoded(String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(picture(), format, out);
    return out.toByteArray();
  }

  private static byte[] png(String type, byte[] data) throws IOException {
    return TestExif.withChunk(encoded("png"), type, data);
  }

  /** As ImageMagick writes it. */
  private static byte[] profile(int value) {
    String digits = HexFormat.of().formatHex(TestExif.block(value));
    return ("\nexif\n%8d\n".formatted(26) + digits.replaceAll("(.{20})", "$1\n") + "\n")
        .getBytes(ISO_8859_1);
  }

  private static byte[] packed(byte[] data) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      deflater.write(data);
    }
    return out.toByteArray();
  }

  private static byte[] joined(String head, byte[] data) {
    return TestExif.inserted(head.getBytes(ISO_8859_1), head.length(), data);
  }

  private static byte[] file(Place place, int value) throws IOException {
    return switch (place) {
      case JPEG -> {
        byte[] block = joined("Exif\0\0", TestExif.block(value));
        byte[] length = {(byte) ((block.length + 2) >> 8), (byte) (block.length + 2)};
        byte[] head = joined("\u00ff\u00e1", length);
        yield TestExif.inserted(encoded("jpeg"), 2, TestExif.inserted(head, head.length, block));
      }
      case PNG_EXIF -> png("eXIf", TestExif.block(value));
      case PNG_RAW_PROFILE -> png("tEXt", joined("Raw profile type exif\0", profile(value)));
      case PNG_PACKED_PROFILE ->
          png("zTXt", joined("Raw profile type exif\0\0", packed(profile(value))));
      case PNG_XMP ->
          png(
              "iTXt",
              ("XML:com.adobe.xmp\0\0\0\0\0<x:xmpmeta><tiff:Orientation>"
                      + value
                      + "</tiff:Orientation></x:xmpmeta>")
                  .getBytes(ISO_8859_1));
      case TIFF -> patched("turned.tif", "1201030001000000", value);
      case WEBP -> patched("lossless.webp", "011200030000000100", value);
    };
  }

  /**
   * A file with another orientation.
   *
   * @param entry what stands before the value's one byte, in hexadecimal
   */
  private static byte[] patched(String name, String entry, int value) throws IOException {
    byte[] file = Files.readAllBytes(FILES.resolve(name));
    String before = new String(HexFormat.of().parseHex(entry), ISO_8859_1);
    int at = new String(file, ISO_8859_1).indexOf(before);
    file[at + before.length()] = (byte) value;
    return file;
  }

  /** Where the stored picture's corner is seen, and where its row leads from there. */
  private static final int[][] SEEN = {
    {0, 0, 1, 0},
    {1, 0, -1, 0},
    {1, 1, -1, 0},
    {0, 1, 1, 0},
    {0, 0, 0, 1},
    {1, 0, 0, 1},
    {1, 1, 0, -1},
    {0, 1, 0, -1}
  };

  @ParameterizedTest
  @EnumSource
  void isFoundAndFollowed(Place place) throws IOException {
    for (int value = 1; value <= 8; value++) {
      Path file = Files.write(folder.resolve("turned"), file(place, value));
      DecodedImage image = ImageDecoder.read(file, (w, h) -> 1, true);
      String what = place + " " + value;
      assertEquals(value > 4 ? HEIGHT : WIDTH, image.width(), what);
      assertEquals(value > 4 ? WIDTH : HEIGHT, image.height(), what);
      assertEquals(image.width(), image.fileWidth());
      int[] seen = SEEN[value - 1];
      int x = seen[0] * (image.width() - 1);
      int y = seen[1] * (image.height() - 1);
      int[] argb = image.argb();
      assertColour(0, 0, argb[y * image.width() + x], what);
      assertColour(50, 0, argb[(y + 50 * seen[3]) * image.width() + x + 50 * seen[2]], what);
      float[] grey = image.grey(0);
      assertEquals((argb[7] >> 16 & 255) * 0.299 / 255, grey[7] - green(argb[7]), 0.01, what);
    }
  }

  private static double green(int argb) {
    return ((argb >> 8 & 255) * 0.587 + (argb & 255) * 0.114) / 255;
  }

  private static void assertColour(int x, int y, int argb, String what) {
    assertEquals(4 * x, argb >> 16 & 255, 12, what);
    assertEquals(6 * y, argb >> 8 & 255, 12, what);
    assertEquals(100, argb & 255, 12, what);
  }

  /** What is no orientation leaves the picture as it is. */
  @Test
  void nonsenseIsPassedOver() throws IOException {
    for (byte[] block :
        List.of(
            TestExif.block(0),
            TestExif.block(9),
            TestExif.block(65_535),
            new byte[0],
            "MM\0*".getBytes(ISO_8859_1))) {
      Path file = Files.write(folder.resolve("a.png"), png("eXIf", block));
      assertEquals(WIDTH, ImageDecoder.read(file, (w, h) -> 1, true).width());
    }
  }
}
