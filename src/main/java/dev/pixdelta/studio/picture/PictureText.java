package dev.pixdelta.studio.picture;

/**
 * A text in a picture file.
 *
 * @param keyword what it is; 1 to 79 printable ASCII characters
 * @param text any text without NUL; unpaired surrogates are written as '?'
 */
record PictureText(String keyword, String text) {
  /**
   * @throws IllegalArgumentException if the keyword is none or the text holds NUL
   */
  PictureText {
    if (!isKeyword(keyword)) {
      throw new IllegalArgumentException("keyword '" + keyword + "'");
    }
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("NUL in a text");
    }
  }

  static boolean isKeyword(String text) {
    return !text.isEmpty()
        && text.length() <= 79
        && text.chars().allMatch(c -> c >= ' ' && c <= '~');
  }
}
