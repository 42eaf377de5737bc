package dev.pixdelta.studio.metadata;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the web UI of AUTOMATIC1111 calls infotext: the prompt, the negative prompt, a line of
 * {@code key: value} pairs, and lines that extensions put behind it. Also read where a program put
 * all of it on one line.
 *
 * @param negativePrompt null if the text has none
 * @param settings in the order of the text
 * @param after what stands behind the settings, by its name
 */
record Infotext(
    String prompt,
    @Nullable String negativePrompt,
    Map<String, String> settings,
    Map<String, String> after) {
  /** Most lines behind the settings that are looked at. */
  private static final int MAX_BEHIND = 100;

  private static final Pattern NEGATIVE =
      Pattern.compile("(?:^|\\s)negative prompt:", Pattern.CASE_INSENSITIVE);
  private static final Pattern NEGATIVE_LINE =
      Pattern.compile("^negative prompt:", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
  private static final Pattern STEPS = Pattern.compile("steps\\s*:", Pattern.CASE_INSENSITIVE);
  private static final Pattern STEPS_INSIDE =
      Pattern.compile("(?<=[\\s,.;])steps\\s*:\\s*[0-9]", Pattern.CASE_INSENSITIVE);
  private static final Pattern SECTION = Pattern.compile("([A-Z][\\w ]{0,40}):(?:\\s|$)");
  private static final Set<String> TYPICAL =
      ignoringCase(
          "Steps", "Sampler", "CFG scale", "Guidance scale", "Seed", "Size", "Model", "Model hash");

  private static Set<String> ignoringCase(String... names) {
    Set<String> all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    all.addAll(List.of(names));
    return all;
  }

  /** Whether a text that may be anybody's is such a one. */
  static boolean isOne(String text) {
    return NEGATIVE_LINE.matcher(text).find() || !parse(text).settings.isEmpty();
  }

  /** Takes a text apart; without settings all of it is prompt and negative prompt. */
  static Infotext parse(String text) {
    String all = text.replace("\r\n", "\n").replace('\r', '\n').strip();
    List<String> lines = all.lines().toList();
    int at = last(lines, line -> STEPS.matcher(line).lookingAt() && isSettings(line));
    at = at < 0 ? last(lines, Infotext::isSettings) : at;
    if (at >= 0) {
      String head = String.join("\n", lines.subList(0, at));
      return of(head, lines.get(at).strip(), lines.subList(at + 1, lines.size()));
    }
    int steps = -1;
    Matcher inside = STEPS_INSIDE.matcher(all);
    while (inside.find()) {
      steps = inside.start();
    }
    if (steps < 0) {
      return of(all, "", List.of());
    }
    List<String> rest = all.substring(steps).lines().toList();
    return InfotextSettings.parse(rest.getFirst()).size() < 2
        ? of(all, "", List.of())
        : of(all.substring(0, steps), rest.getFirst(), rest.subList(1, rest.size()));
  }

  private static int last(List<String> lines, Predicate<String> wanted) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (wanted.test(lines.get(i).strip())) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isSettings(String line) {
    if (line.indexOf(':') < 0) {
      return false;
    }
    Map<String, String> pairs = InfotextSettings.parse(line);
    return STEPS.matcher(line).lookingAt()
        ? pairs.size() > 1 || line.substring(line.indexOf(':') + 1).strip().matches("[0-9]+")
        : pairs.size() > 2 && TYPICAL.contains(pairs.keySet().iterator().next());
  }

  private static Infotext of(String head, String settings, List<String> behind) {
    Map<String, String> pairs = InfotextSettings.parse(settings);
    Map<String, String> after = new LinkedHashMap<>();
    String section = null;
    for (String line : behind.subList(0, Math.min(behind.size(), MAX_BEHIND))) {
      Matcher name = SECTION.matcher(line);
      if (name.lookingAt()) {
        section = name.group(1);
        if (TYPICAL.contains(section)) { // the settings go on
          InfotextSettings.parse(line).forEach(pairs::putIfAbsent);
        } else {
          after.putIfAbsent(section, line.substring(name.end()).strip());
        }
      } else if (section != null) {
        after.merge(section, line, (before, more) -> before + "\n" + more);
      }
    }
    Matcher negative = NEGATIVE_LINE.matcher(head);
    if (!negative.find()) {
      negative = NEGATIVE.matcher(head);
      if (!negative.find()) {
        return new Infotext(head.strip(), null, pairs, after);
      }
    }
    return new Infotext(
        head.substring(0, negative.start()).strip(),
        head.substring(negative.end()).strip(),
        pairs,
        after);
  }

  /** The first of some settings that is there, whatever its case; null if none is. */
  @Nullable String setting(String... names) {
    for (String name : names) {
      for (Map.Entry<String, String> pair : settings.entrySet()) {
        if (pair.getKey().equalsIgnoreCase(name)) {
          return pair.getValue();
        }
      }
    }
    return null;
  }
}
