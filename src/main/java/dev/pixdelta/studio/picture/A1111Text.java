package dev.pixdelta.studio.picture;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text form of picture parameters that AUTOMATIC1111's web UI began and that ComfyUI, Krita,
 * Civitai and others read: the prompt, the negative prompt, and one last line of {@code key: value}
 * pairs. Written here; {@code studio.metadata} reads it.
 */
final class A1111Text {
  private static final String NEGATIVE = "Negative prompt:";
  private static final String CUT = " …";

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
    String negative = cut(lines(p.negativePromptOrEmpty()), room / 2);
    String prompt = cut(lines(p.promptOrEmpty()), room - negative.length());
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
}
