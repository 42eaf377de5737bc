package dev.pixdelta.studio.picture;

import java.text.Normalizer;
import java.util.Locale;

/** A few words of a prompt as part of a file name. */
final class Slug {
  private Slug() {}

  /**
   * Lower-case ASCII letters and digits with single hyphens, cut at a word where possible; empty
   * for a prompt without any. Only ASCII, because under a POSIX locale Java can name no other file.
   *
   * @param maxLength most characters; only ten times as many of the prompt are looked at
   */
  static String of(String prompt, int maxLength) {
    String start = prompt.length() > 10 * maxLength ? prompt.substring(0, 10 * maxLength) : prompt;
    if (!start.chars().allMatch(c -> c < 128)) {
      // é becomes e and a mark, which is then dropped.
      start = Normalizer.normalize(start, Normalizer.Form.NFD);
    }
    StringBuilder slug = new StringBuilder();
    for (int i = 0; i < start.length() && slug.length() <= maxLength; i++) {
      char c = start.charAt(i);
      if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) {
        slug.append(c);
      } else if (Character.getType(c) != Character.NON_SPACING_MARK
          && !slug.isEmpty()
          && slug.charAt(slug.length() - 1) != '-') {
        slug.append('-');
      }
    }
    if (slug.length() > maxLength) {
      int word = slug.lastIndexOf("-", maxLength);
      slug.setLength(word > maxLength / 2 ? word : maxLength);
    }
    int end = slug.length();
    while (end > 0 && slug.charAt(end - 1) == '-') {
      end--;
    }
    return slug.substring(0, end).toLowerCase(Locale.ROOT);
  }
}
