package dev.pixdelta.gui.shell;

import dev.pixdelta.studio.FailureSentence;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Failures and notes in the language of the window. They are made in English, and jobs keep them
 * so; a list of sentences says what they are in other languages. What is not in the list is shown
 * as it is, behind some words that say so. Immutable.
 */
public final class FailureText {
  private static final Pattern PLACE = Pattern.compile("\\{(\\d)(\\*?)}");

  /**
   * One sentence of the list.
   *
   * @param english matches it; a group for each place
   * @param places the numbers of the groups' places
   */
  private record Entry(Pattern english, List<String> places, String other) {}

  private final Messages messages;
  private final List<Entry> entries;

  /**
   * @param locale language of the window
   */
  public FailureText(Locale locale) {
    messages = Messages.of(FailureText.class, locale);
    entries = read("failures_" + messages.locale().getLanguage() + ".txt");
  }

  private static List<Entry> read(String resource) {
    try (InputStream in = FailureText.class.getResourceAsStream(resource)) {
      return in == null
          ? List.of() // English
          : new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(l -> !l.startsWith("#"))
              .map(FailureText::entry)
              .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it lies beside this class
    }
  }

  private static Entry entry(String line) {
    int tab = line.indexOf('\t');
    String english = line.substring(0, tab);
    List<String> places = new ArrayList<>();
    StringBuilder regex = new StringBuilder();
    int end = 0;
    Matcher place = PLACE.matcher(english);
    while (place.find()) {
      regex.append(Pattern.quote(english.substring(end, place.start()))).append("(.*?)");
      places.add(place.group(1));
      end = place.end();
    }
    regex.append(Pattern.quote(english.substring(end)));
    return new Entry(
        Pattern.compile(regex.toString(), Pattern.DOTALL), places, line.substring(tab + 1));
  }

  /** A failure in one sentence. */
  public String of(Throwable failure) {
    return of(FailureSentence.of(failure));
  }

  /** A sentence of the program, such as a job keeps. */
  public String of(String sentence) {
    if (entries.isEmpty() || sentence.isEmpty()) {
      return sentence;
    }
    String translated = translated(sentence);
    return translated == null ? messages.get("failure.english", sentence) : translated;
  }

  private @Nullable String translated(String sentence) {
    String whole = byList(sentence);
    if (whole != null) {
      return whole;
    }
    // Such as "FILE: the problem: the reason".
    for (int colon = next(sentence, 0); colon > 0; colon = next(sentence, colon + 1)) {
      String head = sentence.substring(0, colon);
      String tail = translated(sentence.substring(colon + 2));
      String known = byList(head);
      if (tail != null) {
        return (known == null ? head : known) + ": " + tail;
      }
      if (known != null) {
        return known + sentence.substring(colon);
      }
    }
    return null;
  }

  private static int next(String sentence, int from) {
    return sentence.indexOf(": ", from);
  }

  private @Nullable String byList(String sentence) {
    for (Entry entry : entries) {
      Matcher matcher = entry.english().matcher(sentence);
      if (matcher.matches()) {
        return filled(entry, matcher.toMatchResult());
      }
    }
    return null;
  }

  private String filled(Entry entry, MatchResult found) {
    return PLACE
        .matcher(entry.other())
        .replaceAll(
            place -> {
              String value = found.group(1 + entry.places().indexOf(place.group(1)));
              String shown = place.group(2).isEmpty() ? value : inner(value);
              return Matcher.quoteReplacement(shown);
            });
  }

  private String inner(String part) {
    String translated = translated(part);
    return translated == null ? part : translated;
  }
}
