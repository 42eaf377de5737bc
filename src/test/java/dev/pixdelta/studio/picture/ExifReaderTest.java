package dev.pixdelta.studio.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExifReaderTest {
  private static final int MAX = 1 << 20;

  @ParameterizedTest
  @ValueSource(strings = {"a red fox\nSteps: 4", "여우 🦊 é", "日本語だけ"})
  void whatIsWrittenIsRead(String text) {
    assertEquals(text, read(ExifComment.block(text)));
    assertEquals(
        ExifComment.maxLength(ExifComment.block(text).length), text.length(), "length foretold");
  }

  @Test
  void theCodesOfOtherProgramsAreRead() {
    String text = "a red fox\nSteps: 4";
    for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
      for (byte[] code : new byte[][] {text.getBytes(UTF_16BE), text.getBytes(UTF_16LE)}) {
        assertEquals(text, read(foreign(order, "UNICODE\0", code)));
      }
      assertEquals(text, read(foreign(order, "ASCII\0\0\0", text.getBytes(UTF_8))));
      assertEquals("é", read(foreign(order, "\0\0\0\0\0\0\0\0", "é".getBytes(UTF_8))));
      assertEquals("no code at all", read(foreign(order, "", "no code at all".getBytes(UTF_8))));
      assertEquals(text, read(foreign(order, "UNICODE\0", text.getBytes(UTF_8))));
      assertEquals("é", read(foreign(order, "ASCII\0\0\0", "é".getBytes(ISO_8859_1))));
      byte[] marked = ("\ufeff" + text).getBytes(UTF_16BE);
      assertEquals(text, read(foreign(order, "UNICODE\0", marked)));
      assertEquals(text, read(foreign(order, "JIS\0\0\0\0\0", text.getBytes(UTF_8))));
      byte[] japanese = "日本語".getBytes(Charset.forName("ISO-2022-JP"));
      assertEquals("日本語", read(foreign(order, "JIS\0\0\0\0\0", japanese)));
    }
  }

  @Test
  void textsOfTheFirstDirectoryAreRead() {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
      for (int type : new int[] {1, 2, 7}) {
        byte[] comment = "UNICODE\0".getBytes(US_ASCII);
        byte[] value = PictureBytes.joined(comment, "a fox".getBytes(UTF_16BE));
        assertEquals(
            List.of(new PictureText("UserComment", "a fox")),
            ExifReader.read(PictureBytes.exif(order, 0x9286, type, value), MAX));
      }
      byte[] prompt = "prompt:{}\0".getBytes(US_ASCII);
      assertEquals(
          List.of(new PictureText("Model", "prompt:{}")),
          ExifReader.read(PictureBytes.exif(order, 0x0110, 2, prompt), MAX));
      byte[] note = "a fox\0".getBytes(UTF_16LE);
      assertEquals(
          List.of(new PictureText("XPComment", "a fox")),
          ExifReader.read(PictureBytes.exif(order, 0x9C9C, 1, note), MAX));
    }
  }

  @Test
  void manyEntriesThatPointToOneTextCostNoMoreThanTheirBound() {
    int entries = 400;
    byte[] text = "x".repeat(100_000).getBytes(US_ASCII);
    ByteBuffer block = ByteBuffer.allocate(10 + 12 * entries + text.length);
    block.put(PictureBytes.TIFF_MM).putInt(8).putShort((short) entries);
    for (int i = 0; i < entries; i++) {
      block.putShort((short) 0x010E).putShort((short) 2);
      block.putInt(text.length).putInt(10 + 12 * entries);
    }
    List<PictureText> read = ExifReader.read(block.put(text).array(), 300_000);
    assertEquals(3, read.size());
  }

  @Test
  void aBlockCutAnywhereSaysNothing() {
    byte[] block = ExifComment.block("a red fox");
    for (int length = 0; length < block.length; length++) {
      assertNull(read(Arrays.copyOf(block, length)), "cut at " + length);
    }
    assertEquals(List.of(), ExifReader.read(block, 10), "longer than asked for");
  }

  @Test
  void aChangedBlockDoesNoHarm() {
    byte[] block = ExifComment.block("a red fox");
    Random random = new Random(3);
    int read = 0;
    for (int i = 0; i < 50_000; i++) {
      byte[] changed = block.clone();
      for (int n = 1 + random.nextInt(4); n > 0; n--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      read += read(changed) == null ? 0 : 1;
    }
    assertTrue(read > 0 && read < 50_000, "some are still readable: " + read);
  }

  private static @Nullable String read(byte[] block) {
    for (PictureText text : ExifReader.read(block, MAX)) {
      if (text.keyword().equals(ExifComment.KEYWORD)) {
        return text.text();
      }
    }
    return null;
  }

  /** As other programs lay it out: more tags, the EXIF directory behind its values. */
  private static byte[] foreign(ByteOrder order, String prefix, byte[] text) {
    int length = prefix.length() + text.length;
    int commentAt = 40;
    int exifAt = commentAt + length;
    return ByteBuffer.allocate(exifAt + 2 + 24 + 4)
        .order(order)
        .put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(US_ASCII))
        .putShort((short) 42)
        .putInt(8)
        .putShort((short) 2)
        .putShort((short) 0x0112)
        .putShort((short) 3)
        .putInt(1)
        .putInt(0)
        .putShort((short) 0x8769)
        .putShort((short) 4)
        .putInt(1)
        .putInt(exifAt)
        .position(commentAt)
        .put(prefix.getBytes(US_ASCII))
        .put(text)
        .putShort((short) 2)
        .putShort((short) 0x9000)
        .putShort((short) 7)
        .putInt(4)
        .putInt(0)
        .putShort((short) 0x9286)
        .putShort((short) 7)
        .putInt(length)
        .putInt(commentAt)
        .putInt(0)
        .array();
  }
}
