package dev.pixdelta.studio.picture;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;

import java.nio.ByteBuffer;

/**
 * Writes the user comment in a block of EXIF data (a TIFF file without pixels), where programs that
 * save JPEG keep the text that PNG files have under {@code parameters}. {@link ExifReader} reads
 * it.
 */
final class ExifComment {
  /** The keyword it is read under. */
  static final String KEYWORD = "UserComment";

  private static final int EXIF_DIRECTORY = 0x8769;
  private static final int EXIF_VERSION = 0x9000;
  private static final int USER_COMMENT = 0x9286;
  private static final int COLOUR_SPACE = 0xA001;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int UNDEFINED = 7;
  private static final int S_RGB = 1;

  private static final byte[] UNICODE = "UNICODE\0".getBytes(US_ASCII);

  // the first directory with one entry; the EXIF directory with three; the comment behind it
  private static final int FIRST_AT = 8;
  private static final int EXIF_AT = FIRST_AT + 2 + 12 + 4;
  private static final int COMMENT_AT = EXIF_AT + 2 + 3 * 12 + 4;

  /** Bytes of a block without its text. */
  private static final int FRAME_BYTES = COMMENT_AT + 8;

  private ExifComment() {}

  /** Most UTF-16 units of a text whose block has at most so many bytes. */
  static int maxLength(int bytes) {
    return (bytes - FRAME_BYTES) / 2;
  }

  /**
   * A block with a comment. Always in UTF-16, big end first, in both: what the programs that began
   * this write, so that none of their readers has to guess.
   */
  static byte[] block(String text) {
    byte[] comment = text.getBytes(UTF_16BE);
    return ByteBuffer.allocate(FRAME_BYTES + comment.length)
        .put(new byte[] {'M', 'M', 0, 42})
        .putInt(FIRST_AT)
        .putShort((short) 1)
        .put(entry(EXIF_DIRECTORY, LONG, 1).putInt(EXIF_AT).array())
        .putInt(0)
        .putShort((short) 3)
        .put(entry(EXIF_VERSION, UNDEFINED, 4).put("0232".getBytes(US_ASCII)).array())
        .put(entry(USER_COMMENT, UNDEFINED, 8 + comment.length).putInt(COMMENT_AT).array())
        .put(entry(COLOUR_SPACE, SHORT, 1).putShort((short) S_RGB).array())
        .putInt(0)
        .put(UNICODE)
        .put(comment)
        .array();
  }

  private static ByteBuffer entry(int tag, int type, int count) {
    return ByteBuffer.allocate(12).putShort((short) tag).putShort((short) type).putInt(count);
  }
}
