package dev.pixdelta.model;

/** Lower case and white space as Python's {@code str} has them, where Java's differ. */
final class PythonText {
  private static final int SIGMA = 0x3A3;
  private static final int FINAL_SIGMA = 0x3C2;
  private static final int DOTTED_I = 0x130;

  private PythonText() {}

  /**
   * {@code text.lower()}. Java looks for word boundaries to tell a final sigma; Python, as the
   * Unicode standard does, for letters with case. Letters that got their case since Python's
   * Unicode version are lowered too.
   */
  static String lower(String text) {
    int[] characters = text.codePoints().toArray();
    var out = new StringBuilder(text.length());
    for (int i = 0; i < characters.length; i++) {
      switch (characters[i]) {
        case SIGMA -> out.appendCodePoint(isFinal(characters, i) ? FINAL_SIGMA : 0x3C3);
        case DOTTED_I -> out.append("i\u0307");
        default -> out.appendCodePoint(Character.toLowerCase(characters[i]));
      }
    }
    return out.toString();
  }

  /** {@code c.isspace()}, which {@code strip()} goes by. */
  static boolean isSpace(char c) {
    return Character.isWhitespace(c) || c == 0x85 || c == 0xA0 || c == 0x2007 || c == 0x202F;
  }

  /** A letter before it and none after, not counting marks and the like. */
  private static boolean isFinal(int[] text, int at) {
    int before = at - 1;
    while (before >= 0 && isCaseIgnorable(text[before])) {
      before--;
    }
    int after = at + 1;
    while (after < text.length && isCaseIgnorable(text[after])) {
      after++;
    }
    return before >= 0 && isCased(text[before]) && (after == text.length || !isCased(text[after]));
  }

  private static boolean isCased(int c) {
    return Character.isLowerCase(c) || Character.isUpperCase(c) || Character.isTitleCase(c);
  }

  private static boolean isCaseIgnorable(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT,
          Character.MODIFIER_LETTER,
          Character.MODIFIER_SYMBOL ->
          true;
      default ->
          switch (c) {
            // Word_Break = MidLetter, MidNumLet, Single_Quote
            case '\'', '.', ':', 0xB7, 0x387, 0x55F, 0x5F4, 0x2018, 0x2019, 0x2024, 0x2027 -> true;
            case 0xFE13, 0xFE52, 0xFE55, 0xFF07, 0xFF0E, 0xFF1A -> true;
            default -> false;
          };
    };
  }
}
