package dev.pixdelta.studio.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.picture.PictureFileException;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files of every kind. Those that Java cannot write show red = 4x, green = 6y, blue = 100 in 60x40
 * pixels, and were written by Pillow.
 */
class PhotoFileTest {
  private static final Path FILES = Path.of("src/test/resources/dev/pixdelta/studio/control");

  private final Path folder;

  PhotoFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path write(BufferedImage image) throws IOException {
    Path file = folder.resolve("picture.png");
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  private static float at(GreyPicture p, int x, int y) {
    return p.values()[y * p.size().width() + x];
  }

  private static double brightness(int x, int y) {
    return (0.299 * 4 * x + 0.587 * 6 * y + 0.114 * 100) / 255;
  }

  @ParameterizedTest
  @CsvSource({"cmyk.jpg, 0.03", "lossless.webp, 0.001", "lossy.webp, 0.03"})
  void coloursOfEveryKindAreRead(String file, double tolerance) {
    GreyPicture p = PhotoFile.read(FILES.resolve(file), 0);
    assertEquals(new Size(60, 40), p.size());
    for (int y = 2; y < 38; y += 7) {
      for (int x = 2; x < 58; x += 9) {
        assertEquals(brightness(x, y), at(p, x, y), tolerance, x + ", " + y);
      }
    }
  }

  /** The camera lay on its side: what it calls the left column is the top row. */
  @ParameterizedTest
  @ValueSource(strings = {"turned.jpg", "turned.tif"})
  void aTurnedPictureIsTurnedBack(String file) {
    GreyPicture p = PhotoFile.read(FILES.resolve(file), 0);
    assertEquals(new Size(40, 60), p.size());
    for (int y = 2; y < 58; y += 9) {
      for (int x = 2; x < 38; x += 7) {
        assertEquals(brightness(y, 39 - x), at(p, x, y), 0.03, x + ", " + y);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"10, 255", "11, 65535"})
  void greyIsTakenAsItIsStored(int type, int most) throws IOException {
    BufferedImage image = new BufferedImage(16, 2, type);
    WritableRaster raster = image.getRaster();
    for (int x = 0; x < 16; x++) {
      raster.setSample(x, 0, 0, most * x / 15);
    }
    GreyPicture p = PhotoFile.read(write(image), 1);
    for (int x = 0; x < 16; x++) {
      int sample = most * x / 15;
      assertEquals((float) sample / most, at(p, x, 0));
      assertEquals(0, at(p, x, 1));
    }
  }

  @Test
  void theBackgroundShowsThroughWhatIsTransparent() throws IOException {
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0xff_808080);
    image.setRGB(1, 0, 0x80_000000);
    image.setRGB(2, 0, 0x00_ff0000);
    Path file = write(image);
    GreyPicture paper = PhotoFile.read(file, 1);
    assertEquals(0x80 / 255f, at(paper, 0, 0));
    assertEquals(1 - 0x80 / 255f, at(paper, 1, 0), 1e-6);
    assertEquals(1, at(paper, 2, 0));
    assertEquals(0, at(PhotoFile.read(file, 0), 2, 0));
  }

  @Test
  void palettesAndGreysOfOneBitAreRead() throws IOException {
    BufferedImage image = new BufferedImage(9, 1, BufferedImage.TYPE_BYTE_BINARY);
    image.setRGB(4, 0, 0xff_ffffff);
    GreyPicture p = PhotoFile.read(write(image), 0);
    assertEquals(1, at(p, 4, 0));
    assertEquals(0, at(p, 5, 0));
  }

  @Test
  void aHundredMegapixelsAreReadInPart() throws IOException {
    BufferedImage image = new BufferedImage(10_000, 10_000, BufferedImage.TYPE_BYTE_BINARY);
    for (int y = 0; y < 10_000; y++) {
      image.setRGB(y, y, 0xff_ffffff);
    }
    GreyPicture p = PhotoFile.read(write(image), 0);
    assertEquals(new Size(3334, 3334), p.size());
    assertEquals(1, at(p, 1000, 1000));
    assertEquals(0, at(p, 1000, 1001));
  }

  private static String refusal(Path file) {
    String message =
        String.valueOf(
            assertThrows(PictureFileException.class, () -> PhotoFile.read(file, 0)).getMessage());
    assertTrue(message.startsWith(file + ": "), message);
    assertFalse(message.contains("\n"), message);
    return message;
  }

  @Test
  void whatIsNoPictureIsASentence() throws IOException {
    assertTrue(refusal(folder.resolve("none.png")).contains("there is no such file"));
    assertTrue(refusal(folder).contains("a folder"));
    Path file = folder.resolve("x.png");
    Files.write(file, new byte[0]);
    assertTrue(refusal(file).contains("PNG, JPEG, WebP"));
    Files.writeString(file, "not a picture");
    assertTrue(refusal(file).contains("PNG, JPEG, WebP"));
  }

  /** Whatever the readers make of damage: a picture or a sentence. */
  @ParameterizedTest
  @ValueSource(strings = {"turned.jpg", "turned.tif", "cmyk.jpg", "lossless.webp", "lossy.webp"})
  void damagedFilesNeverThrowAnythingElse(String name) throws IOException {
    byte[] whole = Files.readAllBytes(FILES.resolve(name));
    Random random = new Random(7);
    int refused = 0;
    for (int i = 0; i < 60; i++) {
      byte[] bytes = Arrays.copyOf(whole, i % 3 == 0 ? random.nextInt(whole.length) : whole.length);
      for (int n = i % 5; n > 0 && bytes.length > 0; n--) {
        bytes[random.nextInt(Math.min(bytes.length, 300))] = (byte) random.nextInt();
      }
      Path file = Files.write(folder.resolve("damaged-" + name), bytes);
      try {
        PhotoFile.read(file, 0);
      } catch (PictureFileException e) {
        refused++;
      }
    }
    assertTrue(refused > 5, refused + " refused");
  }

  @Test
  void aWebPThatPromisesTooMuchIsRefusedAtOnce() throws IOException {
    byte[] bytes = Files.readAllBytes(FILES.resolve("lossless.webp"));
    bytes[27] = (byte) 0xff; // of the height of the canvas
    bytes[28] = 0x3f;
    Path file = Files.write(folder.resolve("tall.webp"), bytes);
    assertTrue(refusal(file).contains("claims 983040 pixels in 110 bytes"));
    Files.write(file, Arrays.copyOf(bytes, 80));
    assertTrue(refusal(file).contains("only 80 of its 110 bytes"));
  }

  /** A few bytes that promise four gigapixels. */
  @Test
  void aPictureThatPromisesTooMuchCostsNothing() throws IOException {
    ByteBuffer png = ByteBuffer.allocate(33).putLong(0x89504e470d0a1a0aL).putInt(13);
    png.putInt(0x49484452).putInt(65_000).putInt(65_000).putInt(0x08020000).put((byte) 0);
    CRC32 crc = new CRC32();
    crc.update(png.array(), 12, 17);
    png.putInt((int) crc.getValue());
    Path file = Files.write(folder.resolve("huge.png"), png.array());
    assertTrue(refusal(file).contains("damaged"));
  }
}
