package dev.pixdelta.studio.picture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.BreakIterator;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;

/** A few words of a prompt, in any script, as part of a file name. */
final class Slug {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;
  private static final int HYPHEN = '-';

  private Slug() {}

  /**
   * Letters, digits and symbols in lower case (NFC) with single hyphens for all else, cut at a word
   * where possible; empty for a prompt without any. Where the system cannot write such a name, as
   * Java under a POSIX locale, its ASCII letters and digits alone.
   *
   * @param maxLength most characters as a reader counts them; only ten times as many of the prompt
   *     are looked at
   */
  static String of(String prompt, int maxLength) {
    String slug = of(prompt, maxLength, false);
    return isWritable(slug) ? slug : ascii(prompt, maxLength);
  }

  /** Likewise of ASCII letters and digits, é as e. */
  static String ascii(String prompt, int maxLength) {
    return of(prompt, maxLength, true);
  }

  private static String of(String prompt, int maxLength, boolean ascii) {
    String start = shortened(prompt, 10 * maxLength);
    Normalizer.Form form = ascii ? Normalizer.Form.NFD : Normalizer.Form.NFC;
    String text = Normalizer.normalize(start, form).toLowerCase(Locale.ROOT);
    StringBuilder slug = new StringBuilder();
    text.codePoints()
        .filter(c -> !ascii || Character.getType(c) != Character.NON_SPACING_MARK)
        .map(c -> isKept(c) && (!ascii || c < 128) ? c : HYPHEN)
        .filter(c -> c != HYPHEN || (!slug.isEmpty() && !endsWithHyphen(slug)))
        .forEach(slug::appendCodePoint);
    String whole = withoutHyphens(slug);
    String cut = cut(whole, maxLength);
    int word = cut.lastIndexOf('-');
    boolean insideWord = cut.length() < whole.length() && whole.charAt(cut.length()) != HYPHEN;
    return withoutHyphens(insideWord && word > cut.length() / 2 ? cut.substring(0, word) : cut);
  }

  private static String shortened(String text, int units) {
    if (text.length() <= units) {
      return text;
    }
    boolean pair = Character.isHighSurrogate(text.charAt(units - 1));
    return text.substring(0, pair ? units - 1 : units);
  }

  private static boolean endsWithHyphen(CharSequence text) {
    return text.charAt(text.length() - 1) == HYPHEN;
  }

  /** What joins letters and emoji is kept; what turns the direction of writing is not. */
  private static boolean isKept(int c) {
    if (c < 128) {
      return Character.isLetterOrDigit(c);
    }
    return switch (Character.getType(c)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.DECIMAL_DIGIT_NUMBER,
          Character.LETTER_NUMBER,
          Character.OTHER_NUMBER,
          Character.MATH_SYMBOL,
          Character.CURRENCY_SYMBOL,
          Character.MODIFIER_SYMBOL,
          Character.OTHER_SYMBOL ->
          true;
      case Character.FORMAT -> c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER || isTag(c);
      default -> false;
    };
  }

  /** Of the flags of England, Scotland and Wales. */
  private static boolean isTag(int c) {
    return c >= 0xE0020 && c <= 0xE007F;
  }

  private static String withoutHyphens(CharSequence text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == HYPHEN) {
      end--;
    }
    return text.subSequence(0, end).toString();
  }

  /** The first characters as a reader counts them: a flag is one, and so is a syllable. */
  private static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(text);
    int end = characters.next(most);
    return end == BreakIterator.DONE ? text : text.substring(0, end);
  }

  /** The beginning of a slug that has at most so many bytes in UTF-8, cut between characters. */
  static String cutToBytes(String slug, int most) {
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(slug);
    String fitting = slug;
    for (int end = characters.last(); fitting.getBytes(UTF_8).length > most; ) {
      end = characters.previous();
      fitting = slug.substring(0, end);
    }
    return withoutHyphens(fitting);
  }

  /** Whether Java can name such a file on this system. */
  static boolean isWritable(String name) {
    try {
      Objects.requireNonNull(Path.of(name));
      return true;
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
