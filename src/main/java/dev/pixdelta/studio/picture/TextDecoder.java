package dev.pixdelta.studio.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads texts whose encoding is not what their file says, or not said at all. A byte order mark is
 * believed and dropped; NUL is no part of any text.
 */
final class TextDecoder {
  private static final char MARK = '\ufeff';

  private TextDecoder() {}

  /**
   * A text that should be Latin-1: UTF-8 if it can be, since many write that instead, and hardly a
   * text in Latin-1 beyond ASCII is valid UTF-8.
   */
  static String utf8OrLatin1(byte[] bytes) {
    String text = strict(bytes, UTF_8);
    return clean(text == null ? new String(bytes, ISO_8859_1) : text);
  }

  /**
   * A text of which nothing is known but that it may be UTF-8, Latin-1 or UTF-16.
   *
   * @param order of UTF-16 if the text gives no hint
   * @param unicode whether Latin-1 is ruled out
   */
  static String guess(byte[] bytes, ByteOrder order, boolean unicode) {
    if (bytes.length >= 2 && (bytes[0] & 0xff) + (bytes[1] & 0xff) == 0xfe + 0xff) {
      if (bytes[0] == (byte) 0xfe) {
        return clean(new String(bytes, UTF_16BE));
      }
      if (bytes[0] == (byte) 0xff) {
        return clean(new String(bytes, UTF_16LE));
      }
    }
    byte[] ended = withoutTrailingNul(bytes);
    int nul = 0;
    for (byte b : ended) {
      nul += b == 0 ? 1 : 0;
    }
    boolean manyNul = nul * 4L > ended.length;
    String utf8 = manyNul ? null : strict(ended, UTF_8);
    if (utf8 != null) {
      return clean(utf8);
    }
    return unicode || manyNul ? clean(utf16(bytes, order)) : clean(new String(ended, ISO_8859_1));
  }

  /** UTF-16 in the order in which more of its characters are such as texts have. */
  private static String utf16(byte[] bytes, ByteOrder order) {
    String big = new String(bytes, 0, bytes.length & ~1, UTF_16BE);
    String little = new String(bytes, 0, bytes.length & ~1, UTF_16LE);
    int difference = plausible(big) - plausible(little);
    boolean bigger = difference == 0 ? order == ByteOrder.BIG_ENDIAN : difference > 0;
    return bigger ? big : little;
  }

  /** ASCII counts for a text, characters that do not exist count against it. */
  private static int plausible(String text) {
    return text.codePoints()
        .map(
            c -> {
              if (c == '\n' || (c >= ' ' && c <= '~')) {
                return 2;
              }
              return switch (Character.getType(c)) {
                case Character.UNASSIGNED,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.CONTROL ->
                    -2;
                default -> 0;
              };
            })
        .sum();
  }

  /** Japanese text as EXIF knows it: JIS X 0208, escaped or shifted. */
  static String japanese(byte[] bytes) {
    byte[] ended = withoutTrailingNul(bytes);
    for (String name : new String[] {"ISO-2022-JP", "Shift_JIS"}) {
      boolean escaped = new String(ended, ISO_8859_1).indexOf('\u001b') >= 0;
      boolean tried = Charset.isSupported(name) && (escaped || !name.startsWith("ISO"));
      String utf8 = escaped ? null : strict(ended, UTF_8);
      String text = utf8 != null ? utf8 : tried ? strict(ended, Charset.forName(name)) : null;
      if (text != null) {
        return clean(text);
      }
    }
    return utf8OrLatin1(ended);
  }

  static @Nullable String strict(byte[] bytes, Charset charset) {
    try {
      return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static byte[] withoutTrailingNul(byte[] bytes) {
    int length = bytes.length;
    while (length > 0 && bytes[length - 1] == 0) {
      length--;
    }
    return Arrays.copyOf(bytes, length);
  }

  /** Without byte order marks at its beginning, and without NUL. */
  static String clean(String text) {
    int from = 0;
    while (from < text.length() && text.charAt(from) == MARK) {
      from++;
    }
    return text.substring(from).replace("\0", "");
  }
}
