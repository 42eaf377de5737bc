package dev.pixdelta.gui.gallery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.testing.TestExif;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageFileTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private Path write(BufferedImage image, String format) throws IOException {
    Path file = folder.resolve("picture." + format);
    ImageIO.write(image, format, file.toFile());
    return file;
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
    BufferedImage image = new BufferedImage(3, 2, type);
    image.setRGB(2, 1, 0xffff0000);
    image.setRGB(0, 1, 0xff0000ff);
    Pixels pixels = ImageFile.read(write(image, "png"), 1000).pixels();
    assertEquals(0xffff0000, pixels.argb()[5]);
    assertEquals(0xff0000ff, pixels.argb()[3]);
  }

  @Test
  void coloursAreMultipliedWithAlpha() throws IOException {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x80ff4000);
    assertEquals(0x80802000, ImageFile.read(write(image, "png"), 10).pixels().argb()[0]);
  }

  @Test
  void aTurnedPictureIsShownUpright() throws IOException {
    BufferedImage image = new BufferedImage(40, 20, BufferedImage.TYPE_3BYTE_BGR);
    image.setRGB(0, 0, 0xff0000);
    Path file = write(image, "png");
    Files.write(file, TestExif.turned(Files.readAllBytes(file), 6));
    ImageFile.Decoded decoded = ImageFile.read(file, 1000);
    assertEquals(20, decoded.width());
    assertEquals(40, decoded.pixels().height());
    assertEquals(0xffff0000, decoded.pixels().argb()[19]);
  }

  @Test
  void greyIsShownAsItIsStored() throws IOException {
    BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(1, 0, 0, 90);
    assertEquals(0xff5a5a5a, ImageFile.read(write(image, "png"), 100).pixels().argb()[1]);
  }

  @Test
  void largePicturesAreReadReduced() throws IOException {
    BufferedImage image = new BufferedImage(1000, 600, BufferedImage.TYPE_3BYTE_BGR);
    ImageFile.Decoded decoded = ImageFile.read(write(image, "png"), 70_000);
    assertEquals(3, decoded.reduction());
    assertEquals(334, decoded.pixels().width());
    assertEquals(200, decoded.pixels().height());
    assertEquals(1000, decoded.width());
    assertEquals(1, ImageFile.reduction(100, 100, 10_000));
    assertTrue(
        Math.pow(Math.ceil(8192.0 / ImageFile.reduction(8192, 8192, Pyramid.MOST_PIXELS)), 2)
            <= Pyramid.MOST_PIXELS);
  }

  @Test
  void whatIsNoPictureIsASentenceThatNamesTheFile() throws IOException {
    Path text = Files.writeString(folder.resolve("words.png"), "no picture");
    assertSentence(text);
    assertSentence(folder.resolve("missing.png"));
    BufferedImage noise = new BufferedImage(64, 64, BufferedImage.TYPE_3BYTE_BGR);
    for (int i = 0; i < 4096; i++) {
      noise.setRGB(i % 64, i / 64, i * 7919);
    }
    for (String format : new String[] {"png", "jpg"}) {
      byte[] whole = Files.readAllBytes(write(noise, format));
      Path cut = folder.resolve("cut." + format);
      for (int length : new int[] {20, 40}) {
        Files.write(cut, Arrays.copyOf(whole, length));
        assertSentence(cut);
      }
    }
  }

  private static void assertSentence(Path file) {
    PictureFileException e =
        assertThrows(PictureFileException.class, () -> ImageFile.read(file, 1000));
    assertTrue(String.valueOf(e.getMessage()).startsWith(file.toString()), e.getMessage());
  }

  @Test
  void aPyramidHasALevelForEveryScale() throws IOException {
    BufferedImage image = new BufferedImage(1024, 700, BufferedImage.TYPE_3BYTE_BGR);
    Pyramid large = Pyramid.of(ImageFile.read(write(image, "png"), Pyramid.MOST_PIXELS));
    assertEquals(1024, large.at(1).getWidth());
    assertEquals(512, large.at(0.4).getWidth());
    assertEquals(256, large.at(0.01).getWidth());
    assertEquals(1024, large.at(20).getWidth());
    Pyramid small =
        Pyramid.of(
            ImageFile.read(
                write(new BufferedImage(128, 64, BufferedImage.TYPE_3BYTE_BGR), "png"), 100_000));
    assertEquals(512, small.at(4).getWidth());
    assertEquals(256, small.at(1.5).getWidth());
    assertEquals(128, small.at(1).getWidth());
    assertEquals(128, small.at(8).getWidth(), "its own pixels");
  }
}
