package dev.pixdelta.studio.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** The data of PNG's chunks of text: tEXt, zTXt and iTXt, and ComfyUI's in animations. */
final class PngTextChunk {
  /** A chunk as tEXt, which programs that change animations leave where it is. */
  static final String COMFYUI = "comf";

  private PngTextChunk() {}

  /** Whether the text needs no more than tEXt can hold under every reader's idea of Latin-1. */
  static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c == '\n' || (c >= ' ' && c <= '~'));
  }

  /** The data of a tEXt chunk; only for ASCII texts. */
  static byte[] latin1(PictureText text) {
    return (text.keyword() + '\0' + text.text()).getBytes(ISO_8859_1);
  }

  /** The data of an uncompressed iTXt chunk without language or translated keyword. */
  static byte[] utf8(PictureText text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(text.keyword().getBytes(ISO_8859_1));
    // end of keyword, not compressed, method 0, empty language, empty translated keyword
    out.writeBytes(new byte[5]);
    out.writeBytes(text.text().getBytes(UTF_8));
    return out.toByteArray();
  }

  /**
   * The text of a chunk.
   *
   * @param maxBytes of the text
   * @return null if there is none, or it is malformed or too long
   */
  static @Nullable PictureText decode(String type, byte[] data, int maxBytes) {
    int end = indexOfNul(data, 0);
    String keyword = end < 0 ? "" : new String(data, 0, end, ISO_8859_1);
    if (!PictureText.isKeyword(keyword)) {
      return null;
    }
    byte[] text =
        switch (type) {
          case "tEXt", COMFYUI -> rest(data, end + 1, maxBytes);
          case "zTXt" -> inflate(data, end + 2, maxBytes);
          case "iTXt" -> international(data, end + 1, maxBytes);
          default -> null;
        };
    // iTXt is UTF-8, and the others are Latin-1 by the standard but not in what many write.
    return text == null ? null : new PictureText(keyword, TextDecoder.utf8OrLatin1(text));
  }

  private static byte @Nullable [] international(byte[] data, int flags, int maxBytes) {
    int language = indexOfNul(data, flags + 2);
    int translated = language < 0 ? -1 : indexOfNul(data, language + 1);
    if (translated < 0) {
      return null;
    }
    return data[flags] == 0
        ? rest(data, translated + 1, maxBytes)
        : inflate(data, translated + 1, maxBytes);
  }

  private static byte @Nullable [] rest(byte[] data, int from, int maxBytes) {
    return from > data.length || data.length - from > maxBytes
        ? null
        : Arrays.copyOfRange(data, from, data.length);
  }

  /** The inflated text, or null if it is damaged or larger than the bound. */
  private static byte @Nullable [] inflate(byte[] data, int from, int maxBytes) {
    if (from > data.length) {
      return null;
    }
    try (Inflater inflater = new Inflater()) {
      inflater.setInput(data, from, data.length - from);
      byte[] text = new byte[Math.min(maxBytes, 1 << 12)];
      int length = 0;
      while (!inflater.finished()) {
        if (length == text.length && length < maxBytes) {
          text = Arrays.copyOf(text, (int) Math.min(maxBytes, 2L * length));
        }
        int n = inflater.inflate(text, length, text.length - length);
        if (n == 0 && !inflater.finished()) {
          return null;
        }
        length += n;
      }
      return Arrays.copyOf(text, length);
    } catch (DataFormatException e) {
      return null;
    }
  }

  private static int indexOfNul(byte[] data, int from) {
    for (int i = from; i < data.length; i++) {
      if (data[i] == 0) {
        return i;
      }
    }
    return -1;
  }
}
