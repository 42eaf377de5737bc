package dev.pixdelta.studio.picture;

import static dev.pixdelta.studio.picture.PictureBytes.chunk;
import static dev.pixdelta.studio.picture.PictureBytes.deflated;
import static dev.pixdelta.studio.picture.PictureBytes.joined;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pixdelta.pipeline.Picture;
import dev.pixdelta.pipeline.Size;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PictureReaderTest {
  private static final String TEXT = "a fox\nSteps: 4, Sampler: LCM, Seed: 1";

  private final Path folder;

  PictureReaderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aCompressedTextIsRead() throws IOException {
    Path file = png(chunk("zTXt", joined("parameters\0\0", deflated(TEXT.getBytes(ISO_8859_1)))));
    assertEquals("a fox", prompt(file));
    Path international =
        png(chunk("iTXt", joined("parameters\0\1\0\0\0", deflated(TEXT.getBytes(ISO_8859_1)))));
    assertEquals("a fox", prompt(international));
  }

  @Test
  void theCommentInExifDataIsRead() throws IOException {
    assertEquals("a fox", prompt(png(chunk("eXIf", ExifComment.block(TEXT)))));
    assertNull(PictureReader.read(png(chunk("eXIf", ExifComment.block("holiday")))).found());
  }

  @Test
  void aTextBehindThePixelsIsReadToo() throws IOException {
    byte[] plain = PictureBytes.png();
    int end = plain.length - 12;
    byte[] text = chunk("tEXt", joined("parameters\0", TEXT.getBytes(US_ASCII)));
    Path file =
        write(
            joined(Arrays.copyOf(plain, end), text, Arrays.copyOfRange(plain, end, plain.length)));
    assertEquals("a fox", prompt(file));
  }

  @Test
  void bombsAreBounded() throws IOException {
    byte[] zeros = deflated(new byte[200 << 20]);
    byte[] bomb = chunk("zTXt", joined("parameters\0\0", zeros));
    assertNull(PictureReader.read(png(bomb)).found());
    byte[] long1 = chunk("tEXt", joined("parameters\0", new byte[5 << 20]));
    assertNull(PictureReader.read(png(long1)).found());
    // Each within its bound, all of them not: those that come first are kept.
    byte[] many = new byte[0];
    byte[] big = deflated("x".repeat(3_600_000).getBytes(US_ASCII));
    for (int i = 0; i < 50; i++) {
      many = joined(many, chunk("zTXt", joined("key" + i + "\0\0", big)));
    }
    PictureTexts texts = PictureReader.texts(png(many), true);
    assertEquals(List.of("key0"), texts.texts().stream().map(PictureText::keyword).toList());
  }

  @Test
  void theHeadIsReadWithoutThePixels() throws IOException {
    Picture picture = new Picture(new Size(600, 400), new byte[3 * 600 * 400]);
    PictureParameters p = PictureMetadataTest.parameters("a fox", "", 0, "nano");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PngWriter.write(out, picture, PictureMetadata.texts(p), List.of());
    byte[] bytes = out.toByteArray();
    int pixels = new String(bytes, ISO_8859_1).indexOf("IDAT") + 4;
    Arrays.fill(bytes, pixels, bytes.length, (byte) 7);
    Path file = write(bytes);
    PictureContents head = PictureReader.readHead(file);
    assertEquals(new Size(600, 400), head.size());
    assertEquals(p, Objects.requireNonNull(head.found()).parameters());
    assertThrows(PictureFileException.class, () -> PictureReader.read(file));
  }

  @Test
  void withoutTextsTheHeadIsReadToItsEnd() throws IOException {
    assertNull(PictureReader.readHead(png(new byte[0])).found());
    byte[] plain = PictureBytes.png();
    Path cut = write(Arrays.copyOf(plain, plain.length - 20));
    assertThrows(PictureFileException.class, () -> PictureReader.readHead(cut));
  }

  @Test
  void anEmptyFileIsNoPicture() throws IOException {
    Path file = write(new byte[0]);
    String sentence =
        String.valueOf(
            assertThrows(PictureFileException.class, () -> PictureReader.read(file)).getMessage());
    assertEquals(file + ": is not a PNG, JPEG or WebP picture", sentence);
  }

  private static String prompt(Path file) {
    PictureContents whole = PictureReader.read(file);
    assertEquals(whole, PictureReader.readHead(file));
    assertEquals(TEXT, whole.text());
    return Objects.requireNonNull(whole.found()).parameters().promptOrEmpty();
  }

  /** A small picture with chunks before its pixels. */
  private Path png(byte[] chunks) throws IOException {
    return write(PictureBytes.png(chunks));
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("test.png"), bytes);
  }
}
