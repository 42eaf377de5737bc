package dev.pixdelta.studio.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The texts in a block of EXIF data (a TIFF file without pixels): everything that is ASCII in its
 * first directory, and the user comment and maker note wherever they stand. Values are taken in
 * turn until their sum reaches a bound: a library reads each entry's value whole, and thousands of
 * entries may point to the same megabyte.
 */
final class ExifReader {
  private static final int MAX_ENTRIES = 500;
  private static final int EXIF_DIRECTORY = 0x8769;
  private static final int MAKER_NOTE = 0x927C;
  private static final int USER_COMMENT = 0x9286;
  private static final int XP_COMMENT = 0x9C9C;
  private static final int BYTE = 1;
  private static final int ASCII = 2;
  private static final int UNDEFINED = 7;

  private final byte[] block;
  private final List<PictureText> texts = new ArrayList<>();
  private int bytesLeft;

  private ExifReader(byte[] block, int maxBytes) {
    this.block = block;
    bytesLeft = maxBytes;
  }

  /**
   * The texts, each by the name of its tag.
   *
   * @param block from its byte order on
   * @param maxBytes of all together; what goes beyond is left out
   * @return those before the first damage
   */
  static List<PictureText> read(byte[] block, int maxBytes) {
    ExifReader reader = new ExifReader(block, maxBytes);
    try {
      reader.read();
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      return reader.texts; // cut off or damaged
    }
    return reader.texts;
  }

  private void read() {
    ByteBuffer in = ByteBuffer.wrap(block);
    short order = in.getShort();
    if (order != 0x4d4d && order != 0x4949) {
      return;
    }
    in.order(order == 0x4d4d ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    if (in.getShort() == 42) {
      directory(in, in.getInt(), true);
    }
  }

  private void directory(ByteBuffer in, int at, boolean first) {
    ByteBuffer entries = in.duplicate().order(in.order()).position(at);
    int count = Math.min(Short.toUnsignedInt(entries.getShort()), MAX_ENTRIES);
    int exif = -1;
    for (int i = 0; i < count; i++) {
      int tag = Short.toUnsignedInt(entries.getShort());
      int type = entries.getShort();
      int length = entries.getInt();
      int value = entries.getInt();
      if (tag == EXIF_DIRECTORY && first) {
        exif = value;
      } else if (isWanted(tag, type, first)) {
        boolean inside = length <= 4;
        take(tag, type, in.order(), inside ? entries.position() - 4 : value, length);
      }
    }
    if (exif >= 0) {
      directory(in, exif, false);
    }
  }

  private static boolean isWanted(int tag, int type, boolean first) {
    return switch (tag) {
      case USER_COMMENT -> type == UNDEFINED || type == ASCII || type == BYTE;
      case XP_COMMENT -> type == BYTE;
      case MAKER_NOTE -> type == ASCII;
      default -> type == ASCII && first;
    };
  }

  private void take(int tag, int type, ByteOrder order, int at, int length) {
    if (length < 1 || length > bytesLeft || at < 0 || at > block.length - length) {
      return;
    }
    bytesLeft -= length;
    byte[] value = Arrays.copyOfRange(block, at, at + length);
    String text =
        switch (tag) {
          case USER_COMMENT -> comment(value, order);
          case XP_COMMENT -> TextDecoder.clean(new String(value, UTF_16LE));
          default -> type == ASCII ? TextDecoder.guess(value, order, false) : "";
        };
    if (!text.isEmpty()) {
      texts.add(new PictureText(name(tag), text));
    }
  }

  private static String name(int tag) {
    return switch (tag) {
      case 0x010D -> "DocumentName";
      case 0x010E -> "ImageDescription";
      case 0x010F -> "Make";
      case 0x0110 -> "Model";
      case 0x0131 -> "Software";
      case 0x013B -> "Artist";
      case MAKER_NOTE -> "MakerNote";
      case USER_COMMENT -> ExifComment.KEYWORD;
      case XP_COMMENT -> "XPComment";
      default -> "EXIF 0x%04X".formatted(tag);
    };
  }

  /** A comment begins with eight bytes that name its code, unless its writer forgot them. */
  private static String comment(byte[] value, ByteOrder order) {
    byte[] text = Arrays.copyOfRange(value, Math.min(8, value.length), value.length);
    String code = new String(value, 0, Math.min(8, value.length), ISO_8859_1);
    return switch (code.toUpperCase(Locale.ROOT)) {
      case "UNICODE\0" -> TextDecoder.guess(text, order, true);
      case "ASCII\0\0\0", "\0\0\0\0\0\0\0\0" -> TextDecoder.guess(text, order, false);
      case "JIS\0\0\0\0\0" -> TextDecoder.japanese(text);
      default -> TextDecoder.guess(value, order, false);
    };
  }
}
