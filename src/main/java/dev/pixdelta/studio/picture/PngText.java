package dev.pixdelta.studio.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/**
 * One keyword with its text in a PNG file.
 *
 * @param keyword 1 to 79 printable ASCII characters
 * @param text any text without NUL; unpaired surrogates are written as '?'
 */
public record PngText(String keyword, String text) {
  /**
   * @throws IllegalArgumentException if the keyword is none or the text holds NUL
   */
  public PngText {
    if (keyword.isEmpty()
        || keyword.length() > 79
        || !keyword.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw new IllegalArgumentException("PNG keyword '" + keyword + "'");
    }
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("NUL in PNG text");
    }
  }

  /** Whether the text needs no more than tEXt can hold under every reader's idea of Latin-1. */
  boolean isAscii() {
    return text.chars().allMatch(c -> c == '\n' || (c >= ' ' && c <= '~'));
  }

  /** The data of a tEXt chunk; only for ASCII texts. */
  byte[] latin1Chunk() {
    return (keyword + '\0' + text).getBytes(ISO_8859_1);
  }

  /** The data of an uncompressed iTXt chunk without language or translated keyword. */
  byte[] utf8Chunk() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(keyword.getBytes(ISO_8859_1));
    // end of keyword, not compressed, method 0, empty language, empty translated keyword
    out.writeBytes(new byte[5]);
    out.writeBytes(text.getBytes(UTF_8));
    return out.toByteArray();
  }
}
