package dev.pixdelta.studio.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The user comment in a block of EXIF data (a TIFF file without pixels), where programs that save
 * JPEG keep the text that PNG files have under {@code parameters}.
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
  private static final byte[] ASCII = "ASCII\0\0\0".getBytes(US_ASCII);
  private static final byte[] NO_CODE = new byte[8];

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

  /**
   * The comment in a block.
   *
   * @param maxBytes of the comment
   * @return null if there is none, or it is malformed, too long or in an unknown code
   */
  static @Nullable PictureText read(byte[] block, int maxBytes) {
    try {
      ByteBuffer in = ByteBuffer.wrap(block);
      short order = in.getShort();
      if (order != 0x4d4d && order != 0x4949) {
        return null;
      }
      in.order(order == 0x4d4d ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
      if (in.getShort() != 42) {
        return null;
      }
      ByteBuffer pointer = find(in, in.getInt(), EXIF_DIRECTORY);
      ByteBuffer comment = pointer == null ? null : find(in, pointer.getInt(), USER_COMMENT);
      if (comment == null) {
        return null;
      }
      int length = comment.getInt(comment.position() - 4);
      int at = length <= 4 ? comment.position() : comment.getInt();
      if (length > maxBytes || length < 8 || at < 0 || at > block.length - length) {
        return null;
      }
      String text = decode(Arrays.copyOfRange(block, at, at + length), in.order());
      return text == null ? null : new PictureText(KEYWORD, text.replace("\0", ""));
    } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
      return null; // damaged: the picture says nothing
    }
  }

  /** The value field of an entry in a directory, or null. */
  private static @Nullable ByteBuffer find(ByteBuffer in, int directory, int tag) {
    ByteBuffer entries = in.duplicate().order(in.order()).position(directory);
    for (int left = Short.toUnsignedInt(entries.getShort()); left > 0; left--) {
      int found = Short.toUnsignedInt(entries.getShort());
      entries.position(entries.position() + 6);
      if (found == tag) {
        return entries;
      }
      entries.position(entries.position() + 4);
    }
    return null;
  }

  private static @Nullable String decode(byte[] comment, ByteOrder order) {
    if (startsWith(comment, UNICODE)) {
      return new String(comment, 8, comment.length - 8, utf16(comment, order));
    }
    if (startsWith(comment, ASCII) || startsWith(comment, NO_CODE)) {
      return new String(comment, 8, comment.length - 8, UTF_8);
    }
    // Some write the bare text, others in Japanese codes of their time.
    return startsWith(comment, "JIS\0".getBytes(ISO_8859_1)) ? null : new String(comment, UTF_8);
  }

  private static boolean startsWith(byte[] bytes, byte[] beginning) {
    return bytes.length >= beginning.length
        && Arrays.equals(bytes, 0, beginning.length, beginning, 0, beginning.length);
  }

  /**
   * Writers disagree on whether the block's order rules the comment too. Where zeros are more often
   * at even places, the big end comes first.
   */
  private static Charset utf16(byte[] comment, ByteOrder order) {
    int even = 0;
    int odd = 0;
    for (int i = 8; i + 1 < comment.length; i += 2) {
      even += comment[i] == 0 ? 1 : 0;
      odd += comment[i + 1] == 0 ? 1 : 0;
    }
    if (even == odd) {
      return order == ByteOrder.BIG_ENDIAN ? UTF_16BE : UTF_16LE;
    }
    return even > odd ? UTF_16BE : UTF_16LE;
  }
}
