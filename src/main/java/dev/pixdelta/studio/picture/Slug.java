package dev.pixdelta.studio.picture;

import java.text.Normalizer;
import java.util.Locale;

/** A few words of a prompt as part of a file name. */
final class Slug {
  private static final int MAX_LENGTH = 40;

  private Slug() {}

  /**
   * Lower-case ASCII letters and digits with single hyphens, at most 40 characters, cut at a word
   * where possible; empty for a prompt without any. Only ASCII, because under a POSIX locale Java
   * can name no other file.
   */
  static String of(String prompt) {
    String start = prompt.length() > 400 ? prompt.substring(0, 400) : prompt;
    if (!start.chars().allMatch(c -> c < 128)) {
      // é becomes e and a mark, which is then dropped.
      start = Normalizer.normalize(start, Normalizer.Form.NFD);
    }
    StringBuilder slug = new StringBuilder();
    for (int i = 0; i < start.length() && slug.length() <= MAX_LENGTH; i++) {
      char c = start.charAt(i);
      if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) {
        slug.append(c);
      } else if (Character.getType(c) != Character.NON_SPACING_MARK
          && !slug.isEmpty()
          && slug.charAt(slug.length() - 1) != '-') {
        slug.append('-');
      }
    }
    if (slug.length() > MAX_LENGTH) {
      int word = slug.lastIndexOf("-", MAX_LENGTH);
      slug.setLength(word > MAX_LENGTH / 2 ? word : MAX_LENGTH);
    }
    int end = slug.length();
    while (end > 0 && slug.charAt(end - 1) == '-') {
      end--;
    }
    return slug.substring(0, end).toLowerCase(Locale.ROOT);
  }
}
