package dev.pixdelta.studio.picture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The text form of picture parameters that AUTOMATIC1111's web UI began and that ComfyUI, Krita,
 * Civitai and others read: the prompt, the negative prompt, and one last line of {@code key: value}
 * pairs.
 */
final class A1111Text {
  private static final String NEGATIVE = "Negative prompt:";
  private static final String CUT = " …";

  /** What restoring needs no more than it gets, or what says nothing of how it was drawn. */
  private static final Set<String> TAKEN =
      Set.of(
          "Steps",
          "Sampler",
          "CFG scale",
          "Seed",
          "Size",
          "Model",
          "Model hash",
          "Version",
          "RNG",
          "Hashes",
          "Lora hashes",
          "TI hashes",
          "VAE hash",
          "Created Date",
          "Civitai resources",
          "Civitai metadata");

  private A1111Text() {}

  /** The text; line ends become LF, the only one that PNG knows. */
  static String format(PictureParameters p) {
    return format(p, Integer.MAX_VALUE);
  }

  /** The text in at most so many characters: prompts are cut, the last line stays whole. */
  static String format(PictureParameters p, int maxLength) {
    List<String> pairs = new ArrayList<>();
    add(pairs, "Steps", p.steps());
    add(pairs, "Sampler", p.sampler());
    add(pairs, "Schedule type", "Automatic");
    add(pairs, "CFG scale", p.guidance() == null ? null : scale(p.guidance()));
    add(pairs, "Seed", p.seed());
    add(pairs, "Size", p.size());
    add(pairs, "Model hash", p.modelHash());
    add(pairs, "Model", p.model());
    add(pairs, "RNG", "CPU");
    for (int i = 0; i < p.controls().size(); i++) {
      ControlParameters c = p.controls().get(i);
      add(
          pairs,
          "ControlNet " + i,
          "Module: none, Model: %s, Weight: %s, Guidance Start: %s, Guidance End: %s"
              .formatted(c.model().replace(",", " "), c.strength(), c.start(), c.end()));
    }
    add(pairs, "Version", p.version() == null ? null : "pixdelta " + p.version());
    String last = String.join(", ", pairs);
    // Half of the room for each prompt, and what the negative one leaves for the other.
    int room = maxLength - last.length() - NEGATIVE.length() - 3;
    String negative = cut(lines(p.negativePrompt()), room / 2);
    String prompt = cut(lines(p.prompt()), room - negative.length());
    // "Negative prompt: " stands there even when empty: ComfyUI and Krita import nothing without.
    return prompt + '\n' + NEGATIVE + ' ' + negative + '\n' + last;
  }

  private static String cut(String text, int maxLength) {
    if (text.length() <= maxLength) {
      return text;
    }
    int end = maxLength - CUT.length();
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
  }

  private static String lines(String text) {
    return text.replace("\r\n", "\n").replace('\r', '\n');
  }

  /** These programs call an unguided pass scale 1, where diffusers says 0. */
  private static String scale(double guidance) {
    double scale = Math.max(guidance, 1);
    return scale == Math.rint(scale) ? Long.toString((long) scale) : Double.toString(scale);
  }

  private static void add(List<String> pairs, String key, @Nullable Object value) {
    if (value != null) {
      pairs.add(key + ": " + quoted(value.toString()));
    }
  }

  private static String quoted(String value) {
    if (value.chars().noneMatch(c -> c == ',' || c == ':' || c == '\n' || c == '"')) {
      return value;
    }
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  /** Whether a text that may be anybody's is such a one. */
  static boolean isOne(String text) {
    return text.contains("\n" + NEGATIVE) || text.contains("Steps: ");
  }

  /** Reads such a text of any program; what is missing or makes no sense is null. */
  static PictureMetadata.Found parse(String text) {
    List<String> lines = new ArrayList<>(lines(text).strip().lines().toList());
    Map<String, String> pairs = lines.isEmpty() ? Map.of() : pairs(lines.getLast());
    if (pairs.containsKey("Steps") || pairs.size() >= 3) {
      lines.removeLast();
    } else {
      pairs = Map.of();
    }
    List<String> prompt = new ArrayList<>();
    List<String> negative = new ArrayList<>();
    boolean inNegative = false;
    for (String line : lines) {
      if (!inNegative && line.startsWith(NEGATIVE)) {
        inNegative = true;
        negative.add(line.substring(NEGATIVE.length()).stripLeading());
      } else {
        (inNegative ? negative : prompt).add(line);
      }
    }
    PictureParameters parameters =
        new PictureParameters(
            String.join("\n", prompt),
            String.join("\n", negative),
            PictureMetadata.integer(pairs.get("Steps")),
            pairs.get("Sampler"),
            PictureMetadata.number(pairs.get("CFG scale")),
            PictureMetadata.whole(pairs.get("Seed")),
            PictureMetadata.size(pairs.get("Size")),
            null,
            pairs.get("Model"),
            pairs.get("Model hash"),
            null,
            null,
            pairs.get("Version"),
            Origin.NONE);
    return new PictureMetadata.Found(
        parameters, PictureMetadata.PARAMETERS, lost(parameters, pairs));
  }

  private static List<String> lost(PictureParameters p, Map<String, String> pairs) {
    LostSettings lost = new LostSettings();
    lost.addNetworks(p.prompt());
    lost.addUnread("Steps", pairs.get("Steps"), p.steps());
    lost.addUnread("CFG scale", pairs.get("CFG scale"), p.guidance());
    lost.addUnread("Seed", pairs.get("Seed"), p.seed());
    lost.addUnread("Size", pairs.get("Size"), p.size());
    pairs.forEach(
        (key, value) -> {
          boolean usual = key.equals("Schedule type") && value.equals("Automatic");
          if (!TAKEN.contains(key) && !usual) {
            lost.add(key, value);
          }
        });
    return lost.all();
  }

  /** Splits {@code Steps: 4, Sampler: LCM, Model: "a, b"}. */
  private static Map<String, String> pairs(String line) {
    Map<String, String> pairs = new LinkedHashMap<>();
    int at = 0;
    while (at < line.length()) {
      int colon = line.indexOf(':', at);
      if (colon < 0) {
        break;
      }
      String key = line.substring(at, colon).strip();
      int from = colon + 1;
      while (from < line.length() && line.charAt(from) == ' ') {
        from++;
      }
      StringBuilder value = new StringBuilder();
      if (from < line.length() && line.charAt(from) == '"') {
        at = unquote(line, from + 1, value);
        int comma = line.indexOf(',', at);
        at = comma < 0 ? line.length() : comma + 1;
      } else {
        int comma = line.indexOf(',', from);
        int end = comma < 0 ? line.length() : comma;
        value.append(line, from, end);
        at = end + 1;
      }
      pairs.putIfAbsent(key, value.toString().strip());
    }
    return pairs;
  }

  /** Appends what is quoted from {@code at} on; returns where the closing quote ends. */
  private static int unquote(String line, int at, StringBuilder value) {
    int i = at;
    while (i < line.length() && line.charAt(i) != '"') {
      char c = line.charAt(i++);
      if (c == '\\' && i < line.length()) {
        char escaped = line.charAt(i++);
        c = escaped == 'n' ? '\n' : escaped;
      }
      value.append(c);
    }
    return Math.min(i + 1, line.length());
  }
}
