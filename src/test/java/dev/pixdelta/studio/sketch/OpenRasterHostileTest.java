package dev.pixdelta.studio.sketch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.studio.picture.PngWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are damaged, or made to do harm: each ends in one sentence. */
class OpenRasterHostileTest {
  private static final String LAYER = "<layer src='data/a.png'/>";

  private final Path file;

  OpenRasterHostileTest(@TempDir Path folder) {
    file = folder.resolve("sketch.ora");
  }

  @FunctionalInterface
  private interface Content {
    void write(ZipOutputStream zip) throws IOException;
  }

  private String refused(String stack, Content picture) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("mimetype"));
      zip.write("image/openraster".getBytes(UTF_8));
      zip.putNextEntry(new ZipEntry("stack.xml"));
      zip.write(stack.getBytes(UTF_8));
      zip.putNextEntry(new ZipEntry("data/a.png"));
      picture.write(zip);
    }
    return refused();
  }

  private String refused() {
    String message =
        String.valueOf(
            assertThrows(PictureFileException.class, () -> OpenRasterFile.read(file)).getMessage());
    assertTrue(message.startsWith(file + ": "), message);
    assertFalse(message.contains("\n") || message.contains("Exception"), message);
    return message.substring(file.toString().length() + 2);
  }

  private static String image(String inside) {
    return "<image w='64' h='48'><stack>" + inside + "</stack></image>";
  }

  private static void zeros(ZipOutputStream zip, int megabytes) throws IOException {
    byte[] zeros = new byte[1 << 20];
    for (int i = 0; i < megabytes; i++) {
      zip.write(zeros);
    }
  }

  private static Content png(int width, int height) {
    return zip ->
        PngWriter.write(zip, new Size(width, height), PngWriter.Pixels.GREY, (y, row) -> {});
  }

  @Test
  void bombsAreNotUnpacked() throws IOException {
    assertEquals(
        "is too large: its data/a.png has more than 64 MB",
        refused(image(LAYER), zip -> zeros(zip, 65)));
    assertEquals(
        "is too large: its stack.xml has more than 1 MB", refused(" ".repeat(2 << 20), zip -> {}));
    assertTrue(
        refused(image(LAYER), png(5000, 5000))
            .startsWith("a picture in it cannot be read: it is too large: it has 5000 x 5000"));
    assertTrue(refused(image(LAYER.repeat(501)), png(1, 1)).startsWith("has more than 500 layers"));
    assertTrue(
        refused("<image w='8000' h='8000'/>", png(1, 1)).startsWith("is too large with 8000x8000"));
    assertEquals("its list of layers is not valid", refused("<stack>".repeat(500), png(1, 1)));
  }

  @Test
  void entitiesAreNotFollowed() throws IOException {
    String doctype = "<!DOCTYPE image [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>";
    assertEquals(
        "its list of layers has a DOCTYPE, which no OpenRaster file needs",
        refused(doctype + image("<layer name='x' src='data/a.png'/>&a;"), png(1, 1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<image w='64' h='48'><stack>",
        "<image w='64'/>",
        "<image w='-1' h='48'/>",
        "<image w='x' h='48'/>",
        "<other/>",
        "<image w='64' h='48'><stack><layer src='a.png' opacity='much'/></stack></image>",
        "<image w='64' h='48' xmlns:p='urn:pixdelta:sketch' p:mode='NONE'/>",
        "<image w='64' h='48' xmlns:p='urn:pixdelta:sketch'><layer p:placement='1 2 0 0'/></image>",
        "<image w='64' h='48' xmlns:p='urn:pixdelta:sketch'><layer p:placement='1 2'/></image>",
      })
  void listsWithoutSenseAreRefused(String stack) throws IOException {
    assertTrue(refused(stack, png(1, 1)).startsWith("its list of layers"));
  }

  @Test
  void whatIsMissingIsNamed() throws IOException {
    assertEquals(
        "is not a complete OpenRaster file: data/b.png is missing",
        refused(image("<layer src='data/b.png'/>"), png(1, 1)));
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("mimetype"));
      zip.write("image/openraster".getBytes(UTF_8));
    }
    assertEquals("is not a complete OpenRaster file: stack.xml is missing", refused());
    Files.delete(file);
    assertEquals("cannot be read: there is no such file or folder", refused());
    Files.createDirectory(file);
    assertEquals("is not a sketch: it is a folder or a special file", refused());
  }

  @Test
  void otherFilesAreToldApart() throws IOException {
    Files.writeString(file, "no zip file at all");
    assertEquals("is damaged or not an OpenRaster file", refused());
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("mimetype"));
      zip.write("application/epub+zip".getBytes(UTF_8));
    }
    assertEquals("is not an OpenRaster file", refused());
    assertEquals(
        "a picture in it cannot be read: it is not a PNG picture",
        refused(image(LAYER), zip -> zip.write(new byte[500])));
  }

  /** Cut anywhere, or with any byte changed: a sketch or a sentence, and soon. */
  @Test
  void damageOfEveryKindEndsInASentence() throws IOException {
    Pen pen = new Pen(9, 0, 0, 230, false, Symmetry.NONE);
    Sketch sketch = Sketch.blank(new Size(64, 48), Sketch.Mode.LINES);
    byte[] whole = OpenRasterFile.bytes(Shapes.ellipse(sketch, pen, 5, 5, 60, 40));
    for (int length = 0; length < whole.length; length += 37) {
      Files.write(file, Arrays.copyOf(whole, length));
      refused();
    }
    Random random = new Random(11);
    int readable = 0;
    for (int i = 0; i < 200; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, damaged);
      try {
        OpenRasterFile.read(file);
        readable++;
      } catch (PictureFileException e) {
        String message = String.valueOf(e.getMessage());
        assertTrue(message.startsWith(file + ": "), message);
      }
    }
    assertTrue(readable < 200);
  }
}
