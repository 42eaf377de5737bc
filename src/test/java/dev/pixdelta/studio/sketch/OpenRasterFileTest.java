package dev.pixdelta.studio.sketch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.pipeline.Size;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenRasterFileTest {
  private static final Size SIZE = new Size(200, 150);
  private static final Pen PEN = new Pen(9, 0, 0, 230, false, Symmetry.NONE);

  private final Path file;

  OpenRasterFileTest(@TempDir Path folder) {
    file = folder.resolve("sketch.ora");
  }

  /** Every pixel another, of every transparency. */
  private static Raster noise(int width, int height) {
    Random random = new Random(3);
    int[] argb = new int[width * height];
    for (int i = 0; i < argb.length; i++) {
      argb[i] = Argb.premultiplied(random.nextInt());
    }
    return Raster.of(new Size(width, height), argb);
  }

  private static Sketch sketch() {
    Sketch sketch = Shapes.ellipse(Sketch.blank(SIZE, Sketch.Mode.DEPTH), PEN, 70, 70, 180, 140);
    sketch =
        sketch.added(
            new Layer("Noise", noise(200, 150), Placement.centred(SIZE), true, false, 0.3));
    sketch = sketch.added(Layer.empty("<Ünï> & \"co\" 😀", SIZE).withVisible(false));
    Placement turned = new Placement(80.25, 1 / 3.0, 1.7, -Math.PI / 7);
    sketch = sketch.added(new Layer("Photo", noise(77, 130), turned, true, true, 0.45));
    return sketch.withActive(1);
  }

  private static int[] pixels(Raster raster) {
    int[] pixels = new int[raster.size().width() * raster.size().height()];
    raster.read(Area.of(raster.size()), pixels);
    return pixels;
  }

  private static void assertSame(Sketch expected, Sketch actual) {
    assertEquals(expected.size(), actual.size());
    assertEquals(expected.mode(), actual.mode());
    assertEquals(expected.active(), actual.active());
    assertEquals(expected.layers().size(), actual.layers().size());
    for (int i = 0; i < expected.layers().size(); i++) {
      Layer layer = expected.layers().get(i);
      Layer other = actual.layers().get(i);
      assertEquals(layer, other.withRaster(layer.raster()));
      assertEquals(layer.raster().size(), other.raster().size());
      assertArrayEquals(pixels(layer.raster()), pixels(other.raster()), layer.name());
    }
  }

  @Test
  void whatWasWrittenIsReadExactly() {
    OpenRasterFile.write(sketch(), file);
    assertSame(sketch(), OpenRasterFile.read(file));
    Sketch blank = Sketch.blank(new Size(1, 1), Sketch.Mode.LINES);
    OpenRasterFile.write(blank, file);
    assertSame(blank, OpenRasterFile.read(file));
    assertTrue(OpenRasterFile.read(file).layers().getFirst().raster().isEmpty());
    assertArrayEquals(OpenRasterFile.bytes(blank), OpenRasterFile.bytes(blank));
  }

  private static Map<String, byte[]> entries(byte[] zip) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
        entries.put(e.getName(), in.readAllBytes());
      }
    }
    return entries;
  }

  /** As the format's description wants it, and with another library than ours. */
  @Test
  void otherProgramsFindWhatTheyLookFor() throws IOException {
    byte[] bytes = OpenRasterFile.bytes(sketch());
    assertEquals("mimetypeimage/openraster", new String(bytes, 30, 24, UTF_8), "stored, and first");
    Map<String, byte[]> entries = entries(bytes);
    BufferedImage merged = ImageIO.read(new ByteArrayInputStream(entries.get("mergedimage.png")));
    int[] seen = new int[200 * 150];
    SketchView.render(sketch(), Area.of(SIZE), seen, false);
    assertArrayEquals(seen, merged.getRGB(0, 0, 200, 150, null, 0, 200));
    BufferedImage thumbnail =
        ImageIO.read(new ByteArrayInputStream(entries.get("Thumbnails/thumbnail.png")));
    assertEquals(200, thumbnail.getWidth(), "never made larger");
    BufferedImage ring = ImageIO.read(new ByteArrayInputStream(entries.get("data/layer0.png")));
    assertEquals(128, ring.getWidth(), "only the tiles that are painted, from 64, 64 on");
    assertEquals(0xffe6e6e6, ring.getRGB(125 - 64, 70 - 64));
    String stack = new String(entries.get("stack.xml"), UTF_8);
    assertTrue(stack.indexOf("Photo") < stack.indexOf("Noise"), "the top layer comes first");
    assertTrue(stack.contains("src=\"data/layer0.png\" x=\"64\" y=\"64\""), stack);
    BufferedImage ground = ImageIO.read(new ByteArrayInputStream(entries.get("data/ground.png")));
    assertEquals(0xff000000, ground.getRGB(199, 149));
  }

  @Test
  void aLargeSketchHasASmallThumbnail() throws IOException {
    Sketch large = Sketch.blank(new Size(1000, 500), Sketch.Mode.LINES);
    BufferedImage thumbnail =
        ImageIO.read(
            new ByteArrayInputStream(
                entries(OpenRasterFile.bytes(large)).get("Thumbnails/thumbnail.png")));
    assertEquals(256, thumbnail.getWidth());
    assertEquals(128, thumbnail.getHeight());
  }

  private static byte[] png(int width, int height, int argb) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, argb);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  /** Groups, layers that lie off, over the edge and hidden, and what is unknown here. */
  @Test
  void anotherProgramsFileIsReadAsItLooks() throws IOException {
    String stack =
        """
        <?xml version='1.0' encoding='UTF-8'?>
        <image version="0.0.3" w="100" h="80" xres="300" yres="300"><stack>
          <layer name="Top" src="data/a.png" x="90" y="70" opacity="0.5" selected="true"/>
          <stack name="Group" opacity="0.5"><stack visibility="hidden">
              <layer name="Hidden" src="data/a.png"/></stack>
            <layer src="data/b.png" x="-10" y="20" opacity="0.8" composite-op="svg:multiply"/>
            <filter type="blur"/>
          </stack>
        </stack></image>
        """;
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (var e :
          Map.of(
                  "mimetype", "image/openraster".getBytes(UTF_8),
                  "stack.xml", stack.getBytes(UTF_8),
                  "data/a.png", png(20, 20, 0xffffffff),
                  "data/b.png", png(30, 10, 0x80ff0000))
              .entrySet()) {
        zip.putNextEntry(new ZipEntry(e.getKey()));
        zip.write(e.getValue());
      }
    }
    Sketch sketch = OpenRasterFile.read(file);
    assertEquals(new Size(100, 80), sketch.size());
    assertEquals(
        List.of("Layer", "Hidden", "Top"), sketch.layers().stream().map(Layer::name).toList());
    assertEquals(List.of(true, false, true), sketch.layers().stream().map(Layer::visible).toList());
    assertEquals(0.4, sketch.layers().getFirst().opacity(), 1e-9);
    assertEquals(2, sketch.active());
    int[] seen = new int[100 * 80];
    SketchView.render(sketch, Area.of(sketch.size()), seen, false);
    assertEquals(0xff000000 | 51 << 16, seen[20 * 100]);
    assertEquals(0xff000000 | 51 << 16, seen[29 * 100 + 19]);
    assertEquals(0xff000000, seen[30 * 100 + 19]);
    assertEquals(0xff000000, seen[29 * 100 + 20]);
    assertEquals(Argb.grey(128), seen[79 * 100 + 99]);
    assertEquals(0xff000000, seen[69 * 100 + 99]);
  }
}
