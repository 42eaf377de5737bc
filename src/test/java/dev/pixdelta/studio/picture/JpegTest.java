package dev.pixdelta.studio.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.pipeline.Picture;
import dev.pixdelta.pipeline.Size;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JpegTest {
  private static final LocalDateTime START = LocalDateTime.of(2026, 11, 23, 9, 5, 0);

  private final Path folder;

  JpegTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a red fox", "여우 🦊 é\nin snow", "Negative prompt: x\nSteps: 3"})
  void nothingThatMadeThePictureIsLost(String prompt) {
    PictureParameters p = PictureMetadataTest.parameters(prompt, "blur, 흐림", 4.5, "nano");
    Path file = save(stripes(48, 32), p, 92);
    assertEquals("2026", String.valueOf(file.getFileName()).substring(0, 4));
    assertTrue(file.toString().endsWith(".jpg"));
    for (PictureContents read : List.of(PictureReader.read(file), PictureReader.readHead(file))) {
      assertEquals(FileFormat.JPEG, read.format());
      assertEquals(new Size(48, 32), read.size());
      PictureMetadata.Found found = Objects.requireNonNull(read.found());
      assertEquals("pixdelta", found.source());
      assertEquals(p, found.parameters());
      assertEquals(A1111Text.format(p), read.text());
    }
  }

  @Test
  void otherProgramsFindTheTextWhereTheyLook() throws IOException {
    PictureParameters p = PictureMetadataTest.parameters("a red fox", "", 0, "nano");
    byte[] bytes = Files.readAllBytes(save(stripes(16, 16), p, 92));
    String text = new String(bytes, ISO_8859_1);
    int exif = text.indexOf("Exif\0\0MM\0*");
    assertTrue(text.startsWith("JFIF\0", 6), "what file this is comes first");
    assertEquals((char) 0xE1, text.charAt(exif - 3));
    String comment = "UNICODE\0" + new String(A1111Text.format(p).getBytes(UTF_16BE), ISO_8859_1);
    assertTrue(text.indexOf(comment) > exif);
  }

  @Test
  void aLongPromptIsKeptInSeveralParts() {
    PictureParameters p = PictureMetadataTest.parameters("여우 ".repeat(60_000), "", 4.5, "nano");
    PictureContents read = PictureReader.read(save(stripes(16, 16), p, 50));
    assertEquals(p, Objects.requireNonNull(read.found()).parameters());
    assertTrue(Objects.requireNonNull(read.text()).length() < 33_000, "EXIF data hold 64 KiB");
  }

  @Test
  void ofAnEndlessPromptTheBeginningIsKept() {
    String prompt = "여우 🦊 ".repeat(400_000);
    PictureParameters p = PictureMetadataTest.parameters(prompt, prompt, 4.5, "nano");
    PictureContents read = PictureReader.read(save(stripes(16, 16), p, 50));
    PictureMetadata.Found found = Objects.requireNonNull(read.found());
    assertEquals("parameters", found.source());
    assertEquals(42L, found.parameters().seed());
    assertTrue(found.parameters().promptOrEmpty().startsWith("여우 🦊 여우"));
  }

  @Test
  void anotherReaderSeesThePixels() throws IOException {
    Picture picture = stripes(64, 48);
    Path file = save(picture, PictureMetadataTest.parameters("a", "", 0, "nano"), 95);
    BufferedImage image = ImageIO.read(file.toFile());
    long error = 0;
    int worst = 0;
    for (int i = 0; i < 64 * 48; i++) {
      int rgb = image.getRGB(i % 64, i / 64);
      for (int c = 0; c < 3; c++) {
        int seen = rgb >> (16 - 8 * c) & 0xff;
        int off = Math.abs(seen - Byte.toUnsignedInt(picture.rgb()[3 * i + c]));
        error += off;
        worst = Math.max(worst, off);
      }
    }
    // Stripes of one pixel in red and blue: with colours at half resolution they would be mud.
    assertTrue(error / (3.0 * 64 * 48) < 4 && worst < 60, error + " in all, at most " + worst);
  }

  @Test
  void qualityIsWhatItCosts() throws IOException {
    PictureParameters p = PictureMetadataTest.parameters("a", "", 0, "nano");
    Picture picture = noise(128, 128);
    long small = Files.size(save(picture, p, 1));
    long middle = Files.size(save(picture, p, 60));
    long large = Files.size(save(picture, p, 100));
    assertTrue(small < middle && middle < large, small + ", " + middle + ", " + large);
  }

  @Test
  void aFileCutAnywhereIsRefusedInASentence() throws IOException {
    PictureParameters p = PictureMetadataTest.parameters("a", "", 0, "nano");
    byte[] bytes = Files.readAllBytes(save(stripes(16, 16), p, 92));
    for (int length = 0; length < bytes.length; length++) {
      Path file = Files.write(folder.resolve("cut.jpg"), Arrays.copyOf(bytes, length));
      PictureFileException e =
          assertThrows(
              PictureFileException.class, () -> PictureReader.read(file), "cut at " + length);
      assertTrue(String.valueOf(e.getMessage()).startsWith(file + ": "), e.getMessage());
    }
  }

  @Test
  void changedBytesDoNoHarm() throws IOException {
    PictureParameters p = PictureMetadataTest.parameters("a", "", 0, "nano");
    byte[] bytes = Files.readAllBytes(save(stripes(16, 16), p, 92));
    Random random = new Random(5);
    int refused = 0;
    for (int i = 0; i < 2_000; i++) {
      byte[] changed = bytes.clone();
      for (int n = 1 + random.nextInt(3); n > 0; n--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      Path file = Files.write(folder.resolve("changed.jpg"), changed);
      try {
        assertNotNull(PictureReader.read(file));
      } catch (PictureFileException e) {
        refused++;
      }
    }
    assertTrue(refused > 20 && refused < 1_900, refused + " of 2,000 refused");
  }

  @Test
  void aPlainPhotographSaysNothing() throws IOException {
    Path file = folder.resolve("photo.jpg");
    BufferedImage image = new BufferedImage(7, 5, BufferedImage.TYPE_INT_RGB);
    assertTrue(ImageIO.write(image, "jpeg", file.toFile()));
    PictureContents read = PictureReader.read(file);
    assertEquals(new Size(7, 5), read.size());
    assertNull(read.found());
    assertNull(read.text());
  }

  @Test
  void afterAFailureNothingIsLeft() throws IOException {
    Picture tooWide = new Picture(new Size(70_000, 1), new byte[3 * 70_000]);
    PictureParameters p = PictureMetadataTest.parameters("a", "", 0, "nano");
    assertThrows(PictureFileException.class, () -> save(tooWide, p, 92));
    try (var files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void segmentsHoldAllOfTheirLength() {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    PictureParameters p = PictureMetadataTest.parameters("x".repeat(200_000), "", 4.5, "nano");
    byte[] segments = JpegSegments.of(p);
    int at = 0;
    while (at < segments.length) {
      assertEquals((byte) 0xFF, segments[at]);
      int length = Byte.toUnsignedInt(segments[at + 2]) << 8 | Byte.toUnsignedInt(segments[at + 3]);
      json.write(segments, at + 4, length - 2);
      at += 2 + length;
    }
    assertEquals(segments.length, at);
    assertTrue(json.size() > 200_000);
  }

  private Path save(Picture picture, PictureParameters parameters, int quality) {
    Output output = new Output(folder, Output.DEFAULT_PATTERN, ImageFormat.JPEG, quality);
    return new PictureFiles(output, START).save(picture, parameters, 1);
  }

  /** Columns of red and blue, one pixel wide. */
  private static Picture stripes(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < width * height; i++) {
      rgb[3 * i + (i % width % 2 == 0 ? 0 : 2)] = (byte) 220;
    }
    return new Picture(new Size(width, height), rgb);
  }

  private static Picture noise(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    new Random(1).nextBytes(rgb);
    return new Picture(new Size(width, height), rgb);
  }
}
