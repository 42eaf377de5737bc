package dev.pixdelta.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** EXIF blocks that say how a picture is turned, and PNG files that hold one. */
public final class TestExif {
  private static final int BEHIND_HEADER = 33;

  private TestExif() {}

  /**
   * A block with one entry.
   *
   * @param orientation its value, 1 to 8 for those there are
   */
  public static byte[] block(int orientation) {
    return ByteBuffer.allocate(26)
        .put("MM\0*".getBytes(ISO_8859_1))
        .putInt(8)
        .putShort((short) 1)
        .putShort((short) 0x112)
        .putShort((short) 3)
        .putInt(1)
        .putShort((short) orientation)
        .putShort((short) 0)
        .putInt(0)
        .array();
  }

  /** A PNG file with one chunk more, behind its header. */
  public static byte[] withChunk(byte[] png, String type, byte[] data) {
    CRC32 crc = new CRC32();
    crc.update(type.getBytes(ISO_8859_1));
    crc.update(data);
    byte[] chunk =
        ByteBuffer.allocate(12 + data.length)
            .putInt(data.length)
            .put(type.getBytes(ISO_8859_1))
            .put(data)
            .putInt((int) crc.getValue())
            .array();
    return inserted(png, BEHIND_HEADER, chunk);
  }

  /** A PNG file that is to be turned to be seen. */
  public static byte[] turned(byte[] png, int orientation) {
    return withChunk(png, "eXIf", block(orientation));
  }

  /** A file with something put into it. */
  public static byte[] inserted(byte[] file, int at, byte[] part) {
    return ByteBuffer.allocate(file.length + part.length)
        .put(file, 0, at)
        .put(part)
        .put(file, at, file.length - at)
        .array();
  }
}
