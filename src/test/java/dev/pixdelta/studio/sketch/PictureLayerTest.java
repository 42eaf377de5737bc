package dev.pixdelta.studio.sketch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.picture.PictureFileException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureLayerTest {
  private static final Path FILES = Path.of("src/test/resources/dev/pixdelta/studio/image");
  private static final Size SKETCH = new Size(300, 200);

  private final Path folder;

  PictureLayerTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Layer read(BufferedImage image) throws IOException {
    Path file = folder.resolve("picture.png");
    ImageIO.write(image, "png", file.toFile());
    return PictureLayer.read(file, SKETCH, true);
  }

  @Test
  void colourAndTransparencyAreKept() throws IOException {
    BufferedImage image = new BufferedImage(60, 80, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(10, 20, 0xff102030);
    image.setRGB(11, 20, 0x80ff0000);
    Layer layer = read(image);
    assertEquals(0xff102030, layer.raster().argb(10, 20));
    assertEquals(0x80800000, layer.raster().argb(11, 20));
    assertEquals(0, layer.raster().argb(12, 20));
    assertEquals("picture.png", layer.name());
    assertTrue(layer.guide());
    assertEquals(new Placement(150, 100, 2.5, 0), layer.placement(), "fitted");
  }

  @Test
  void greyIsTakenAsItIsStored() throws IOException {
    for (int type : new int[] {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY}) {
      BufferedImage image = new BufferedImage(20, 20, type);
      int most = type == BufferedImage.TYPE_BYTE_GRAY ? 255 : 65_535;
      image.getRaster().setSample(5, 6, 0, most * 100 / 255);
      assertEquals(Argb.grey(100), read(image).raster().argb(5, 6));
    }
  }

  /** Red = 4x, green = 6y, blue = 100 in 60x40 pixels that the camera laid on their side. */
  @Test
  void aTurnedPictureIsTurnedBack() {
    Layer layer = PictureLayer.read(FILES.resolve("turned.jpg"), SKETCH, false);
    assertEquals(new Size(40, 60), layer.raster().size());
    int argb = layer.raster().argb(10, 20);
    assertEquals(4 * 20, argb >> 16 & 0xff, 12);
    assertEquals(6 * (39 - 10), argb >> 8 & 0xff, 12);
  }

  @Test
  void aLargePictureIsReduced() throws IOException {
    BufferedImage image = new BufferedImage(3000, 1000, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 1000; y++) {
      for (int x = 1500; x < 3000; x++) {
        image.setRGB(x, y, 0x204060);
      }
    }
    Raster raster = read(image).raster();
    assertEquals(new Size(2048, 683), raster.size());
    assertEquals(0xff000000, raster.argb(1000, 300));
    assertEquals(0xff204060, raster.argb(2047, 682));
  }

  @Test
  void whatIsNoPictureIsRefused() {
    assertThrows(
        PictureFileException.class,
        () -> PictureLayer.read(folder.resolve("none.png"), SKETCH, true));
  }
}
