package dev.pixdelta.studio.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of every format: whole, cut off, damaged, and made to do harm. */
final class ImageDecoderTest {
  private static final Path FILES = Path.of("src/test/resources/dev/pixdelta/studio/image");

  private final Path folder;

  ImageDecoderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static DecodedImage read(Path file) throws IOException {
    return ImageDecoder.read(file, (w, h) -> 1, true);
  }

  private static String fault(Path file) {
    IOException e = assertThrows(IOException.class, () -> read(file));
    return String.valueOf(e.getMessage());
  }

  private static BufferedImage noise(int type) {
    BufferedImage image = new BufferedImage(64, 48, type);
    Random random = new Random(5);
    for (int i = 0; i < 64 * 48; i++) {
      image.setRGB(i % 64, i / 64, random.nextInt() | 0xff000000);
    }
    return image;
  }

  private static byte[] encoded(BufferedImage image, String format, boolean progressive)
      throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(file)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      if (progressive) {
        param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      }
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
    return file.toByteArray();
  }

  /** Nothing of a picture that is cut off anywhere is taken for the whole. */
  @ParameterizedTest
  @CsvSource({
    "png, false",
    "png, true",
    "jpeg, false",
    "jpeg, true",
    "gif, false",
    "gif, true",
    "bmp, false",
    "tiff, false",
    "webp, false"
  })
  void aPictureThatIsCutOffIsRefused(String format, boolean progressive) throws IOException {
    int type = format.equals("gif") ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_INT_RGB;
    byte[] whole = encoded(noise(type), format, progressive);
    Path file = Files.write(folder.resolve("picture"), whole);
    assertEquals(64, read(file).width());
    for (int percent = 1; percent < 98; percent += 3) {
      Files.write(file, Arrays.copyOf(whole, whole.length * percent / 100));
      String fault = fault(file);
      assertTrue(fault.startsWith("it "), percent + " %: " + fault);
      assertFalse(fault.contains("\n"), fault);
    }
  }

  @Test
  void whatIsThereOfAJpegIsShownWhereThatDoes() throws IOException {
    byte[] whole = encoded(noise(BufferedImage.TYPE_INT_RGB), "jpeg", false);
    Path file = Files.write(folder.resolve("a.jpg"), Arrays.copyOf(whole, whole.length / 2));
    assertEquals("it ends before its picture does", fault(file));
    assertEquals(64, ImageDecoder.read(file, (w, h) -> 1, false).width());
    // Cut off, and closed as if it were not.
    byte[] closed = Arrays.copyOf(whole, whole.length / 2 + 2);
    closed[closed.length - 2] = (byte) 0xff;
    closed[closed.length - 1] = (byte) 0xd9;
    Files.write(file, closed);
    assertEquals("it ends before its picture does", fault(file));
  }

  @Test
  void whatCannotBeReadAtAllIsToldInWords() throws IOException {
    assertThrows(NoSuchFileException.class, () -> read(folder.resolve("none.png")));
    assertEquals("it is a folder", fault(folder));
    Path file = Files.write(folder.resolve("x.png"), new byte[0]);
    assertEquals("it is empty", fault(file));
    Files.writeString(file, "not a picture, though it is called one");
    assertTrue(fault(file).contains("PNG, JPEG, WebP, TIFF, GIF or BMP"), fault(file));
    Files.writeString(file, "x");
    assertTrue(fault(file).contains("PNG, JPEG, WebP, TIFF, GIF or BMP"), fault(file));
  }

  @Test
  void aFileThatMayNotBeReadIsNotCalledDamaged() throws IOException {
    assumeFalse(System.getProperty("os.name").startsWith("Windows"));
    Path file = Files.copy(FILES.resolve("turned.jpg"), folder.resolve("a.jpg"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(file)); // an administrator may read everything
    assertThrows(AccessDeniedException.class, () -> read(file));
  }

  /** Readers must not need room in the folder for temporary files. */
  @Test
  void nothingIsCopiedToTheDisk() throws IOException {
    assertEquals(40, read(FILES.resolve("turned.jpg")).width());
    assertFalse(ImageIO.getUseCache());
  }

  @ParameterizedTest
  @CsvSource({"10, 8", "11, 16"})
  void greyIsTakenAsItIsStored(int type, int bits) throws IOException {
    int most = (1 << bits) - 1;
    BufferedImage image = new BufferedImage(16, 2, type);
    for (int x = 0; x < 16; x++) {
      image.getRaster().setSample(x, 0, 0, most * x / 15);
    }
    DecodedImage read = read(Files.write(folder.resolve("a"), encoded(image, "png", false)));
    float[] grey = read.grey(1);
    for (int x = 0; x < 16; x++) {
      int sample = most * x / 15;
      assertEquals((float) sample / most, grey[x]);
      assertEquals(0xff000000 | Math.round(255f * sample / most) * 0x010101, read.argb()[x]);
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_4BYTE_ABGR,
        BufferedImage.TYPE_BYTE_INDEXED
      })
  void allLayoutsGiveTheSameColours(int type) throws IOException {
    for (boolean interlaced : new boolean[] {false, true}) {
      BufferedImage image = new BufferedImage(30, 20, type);
      image.setRGB(2, 1, 0xffff0000);
      image.setRGB(0, 19, 0xff0000ff);
      byte[] png = encoded(image, "png", interlaced);
      int[] argb = read(Files.write(folder.resolve("a"), png)).argb();
      assertEquals(0xffff0000, argb[32]);
      assertEquals(0xff0000ff, argb[19 * 30]);
    }
  }

  /** Red = 4x, green = 6y, blue = 100. */
  @ParameterizedTest
  @CsvSource({"cmyk.jpg, 9", "lossy.webp, 9"})
  void coloursOfEveryKindAreRead(String name, int tolerance) throws IOException {
    DecodedImage read = read(FILES.resolve(name));
    int[] argb = read.argb();
    for (int y = 2; y < 38; y += 7) {
      for (int x = 2; x < 58; x += 9) {
        assertEquals(4 * x, argb[y * 60 + x] >> 16 & 255, tolerance, x + ", " + y);
        assertEquals(6 * y, argb[y * 60 + x] >> 8 & 255, tolerance, x + ", " + y);
      }
    }
  }

  /** Whatever the readers make of damage: a picture or a clause, and soon. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "turned.jpg",
        "turned.tif",
        "cmyk.jpg",
        "lossless.webp",
        "alpha.webp",
        "offset.webp"
      })
  void damageNeverThrowsAnythingElse(String name) throws IOException {
    byte[] whole = Files.readAllBytes(FILES.resolve(name));
    Random random = new Random(7);
    int refused = 0;
    for (int i = 0; i < 80; i++) {
      byte[] bytes = Arrays.copyOf(whole, i % 3 == 0 ? random.nextInt(whole.length) : whole.length);
      for (int n = i % 5; n > 0 && bytes.length > 0; n--) {
        bytes[random.nextInt(Math.min(bytes.length, 300))] = (byte) random.nextInt();
      }
      Path file = Files.write(folder.resolve("damaged-" + name), bytes);
      try {
        read(file);
      } catch (IOException e) {
        refused++;
      }
    }
    assertTrue(refused > 5, refused + " refused");
  }

  /** A few bytes that promise four gigapixels. */
  @Test
  void whatPromisesTooMuchCostsNothing() throws IOException {
    ByteBuffer png = ByteBuffer.allocate(33).putLong(0x89504e470d0a1a0aL).putInt(13);
    png.putInt(0x49484452).putInt(65_000).putInt(65_000).putInt(0x08020000).put((byte) 0);
    CRC32 crc = new CRC32();
    crc.update(png.array(), 12, 17);
    png.putInt((int) crc.getValue());
    Path file = Files.write(folder.resolve("huge.png"), png.array());
    assertTrue(fault(file).startsWith("it is too large: it has 65000 x 65000 pixels"), fault(file));
    byte[] webp = Files.readAllBytes(FILES.resolve("lossless.webp"));
    Arrays.fill(webp, 24, 30, (byte) 0xff); // the canvas
    assertTrue(fault(Files.write(file, webp)).startsWith("it is too large"), fault(file));
    webp[24] = 59;
    webp[25] = 0;
    webp[26] = 0;
    webp[28] = 0x3f;
    webp[29] = 0;
    assertEquals("it is damaged", fault(Files.write(file, webp)));
  }

  @Test
  void aHundredMegapixelsAreReadInPart() throws IOException {
    BufferedImage image = new BufferedImage(10_000, 10_000, BufferedImage.TYPE_BYTE_BINARY);
    for (int y = 0; y < 10_000; y++) {
      image.setRGB(y, y, 0xff_ffffff);
    }
    Path file = Files.write(folder.resolve("a.png"), encoded(image, "png", false));
    DecodedImage read = ImageDecoder.read(file, (w, h) -> 20, true);
    assertEquals(500, read.width());
    assertEquals(10_000, read.fileWidth());
    assertEquals(0xffffffff, read.argb()[100 * 500 + 100]);
    assertEquals(0xff000000, read.argb()[100 * 500 + 101]);
  }

  /** Long strips have no room for an offset of half a step. */
  @Test
  void aPictureOfOneRowIsReadInPart() throws IOException {
    BufferedImage image = new BufferedImage(9000, 1, BufferedImage.TYPE_INT_RGB);
    Path file = Files.write(folder.resolve("a.png"), encoded(image, "png", false));
    assertEquals(643, ImageDecoder.read(file, (w, h) -> 14, true).width());
  }
}
