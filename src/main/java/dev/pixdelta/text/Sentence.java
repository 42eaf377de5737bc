package dev.pixdelta.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A sentence for the user: its English text, which is also the key of its translations, and what
 * stands in its gaps. Immutable; Jackson can write and read it.
 *
 * @param text English, with gaps {@code {0}}, {@code {1}}, or just a value
 * @param value whether the text is a value, such as a name or a number, which has no translation
 * @param arguments what the gaps hold
 */
public record Sentence(String text, boolean value, List<Sentence> arguments) {
  private static final Pattern GAP = Pattern.compile("\\{(\\d)}");

  /** What is not translated is marked so. */
  static final String IN_ENGLISH = "{0} (in English)";

  public Sentence {
    arguments = List.copyOf(arguments);
  }

  /**
   * A sentence.
   *
   * @param english with gaps {@code {0}}, {@code {1}} and so on; a literal, since translations are
   *     found by it
   * @param arguments sentences are translated too, anything else stands as it is
   */
  public static Sentence of(String english, @Nullable Object... arguments) {
    List<Sentence> gaps = new ArrayList<>();
    for (Object argument : arguments) {
      gaps.add(
          argument instanceof Sentence sentence
              ? sentence
              : new Sentence(String.valueOf(argument), true, List.of()));
    }
    return new Sentence(english, false, gaps);
  }

  /** The sentence in a language, or else in English. */
  public String in(Locale locale) {
    if (value) {
      return text;
    }
    Translations translations = Translations.of(locale);
    String pattern = translations.find(text);
    if (pattern != null) {
      return fill(pattern, locale);
    }
    String english = fill(text, locale);
    String mark = translations.find(IN_ENGLISH);
    return mark == null ? english : mark.replace("{0}", english);
  }

  private String fill(String pattern, Locale locale) {
    if (arguments.isEmpty()) {
      return pattern;
    }
    return GAP.matcher(pattern)
        .replaceAll(
            gap -> {
              int i = Integer.parseInt(gap.group(1));
              return Matcher.quoteReplacement(
                  i < arguments.size() ? arguments.get(i).in(locale) : gap.group());
            });
  }

  /** In English. */
  @Override
  public String toString() {
    return in(Locale.ENGLISH);
  }
}
