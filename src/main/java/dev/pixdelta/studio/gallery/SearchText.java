package dev.pixdelta.studio.gallery;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/**
 * Text in the form in which it is searched, whatever case, width and composition it was typed in.
 * It is decomposed, so that a Korean syllable that is still being typed finds the whole one.
 */
final class SearchText {
  private SearchText() {}

  static String of(String text) {
    if (text.chars().allMatch(c -> c < 128)) {
      return text.toLowerCase(Locale.ROOT);
    }
    // By way of upper case, where ß is SS; the sigma at a word's end is a sigma.
    return Normalizer.normalize(text, Normalizer.Form.NFKD)
        .toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT)
        .replace('ς', 'σ');
  }

  /** The words of what somebody typed, in the same form. */
  static List<String> words(String typed) {
    String text = of(typed).strip();
    return text.isEmpty() ? List.of() : List.of(text.split("\\s+"));
  }
}
