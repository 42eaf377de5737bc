package dev.pixdelta.studio.metadata;

import dev.pixdelta.pipeline.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Collects the settings of one picture. Values are untrusted text: one that does not parse is
 * reported as lost and stays null.
 */
final class MetadataBuilder {
  private static final int MAX_LOST = 50;
  private static final int MAX_VALUE = 80;
  private static final Pattern NETWORK =
      Pattern.compile("<(lora|lyco|hypernet):([^:<>]{1,200})[^<>]{0,200}>");
  private static final Pattern SIZE =
      Pattern.compile("\\(?\\s*([0-9]{1,9})\\s*[xX×*,]\\s*([0-9]{1,9})\\s*\\)?.*", Pattern.DOTALL);

  private final String program;
  private final String text;
  private final List<String> lost = new ArrayList<>();
  private @Nullable String prompt;
  private @Nullable String negativePrompt;
  private @Nullable Integer steps;
  private @Nullable String sampler;
  private @Nullable Double guidance;
  private @Nullable Long seed;
  private @Nullable Size size;
  private @Nullable String model;
  private @Nullable String modelHash;
  private @Nullable String version;

  /**
   * @param program in lower case
   * @param text the text that is read
   */
  MetadataBuilder(String program, String text) {
    this.program = program;
    this.text = text;
  }

  /** Sets the prompt; a blank one counts as missing. */
  void prompt(@Nullable String value) {
    prompt = filled(value);
    Matcher networks = NETWORK.matcher(prompt == null ? "" : prompt);
    while (networks.find()) {
      lost(networks.group(1).equals("hypernet") ? "Hypernet" : "LoRA", networks.group(2));
    }
  }

  /** Sets the negative prompt; a blank one means that there was none. */
  void negativePrompt(@Nullable String value) {
    negativePrompt = value == null ? null : value.strip();
  }

  @Nullable String prompt() {
    return prompt;
  }

  @Nullable String negativePrompt() {
    return negativePrompt;
  }

  void steps(@Nullable String value) {
    Long number = whole(value);
    steps = number == null || number < 1 || number > Integer.MAX_VALUE ? null : number.intValue();
    lostUnlessRead("Steps", value, steps);
  }

  void sampler(@Nullable String value) {
    sampler = filled(value);
  }

  void guidance(@Nullable String value) {
    guidance = number(value);
    lostUnlessRead("CFG scale", value, guidance);
  }

  @Nullable Double guidance() {
    return guidance;
  }

  void seed(@Nullable String value) {
    Long number = whole(value);
    seed = number == null || number < 0 ? null : number;
    lostUnlessRead("Seed", value, seed);
  }

  /** A size written as {@code 768x512} or {@code (768, 512)}; more may follow it. */
  void size(@Nullable String value) {
    Matcher sides = SIZE.matcher(value == null ? "" : value.strip());
    size = sides.matches() ? pixels(sides.group(1), sides.group(2)) : null;
    lostUnlessRead("Size", value, size);
  }

  /** A size of two numbers; if one is missing there is none. */
  void size(@Nullable String width, @Nullable String height) {
    if (width != null && height != null) {
      size(width + "x" + height);
    }
  }

  private static @Nullable Size pixels(String width, String height) {
    int w = Integer.parseInt(width);
    int h = Integer.parseInt(height);
    return w < 1 || h < 1 ? null : new Size(w, h);
  }

  void model(@Nullable String value) {
    model = filled(value);
  }

  @Nullable String model() {
    return model;
  }

  void modelHash(@Nullable String value) {
    modelHash = filled(value);
  }

  void version(@Nullable String value) {
    version = filled(value);
  }

  /** Notes a setting that cannot be restored; only the first line of the value is kept. */
  void lost(String name, String value) {
    String line = value.lines().findFirst().orElse("").strip();
    boolean cut = line.length() > MAX_VALUE;
    lost(name.strip() + ": " + (cut ? line.substring(0, MAX_VALUE - 1) + "…" : line));
  }

  /** Notes something that cannot be restored; everything after the first fifty becomes "…". */
  void lost(String name) {
    if (lost.size() < MAX_LOST) {
      lost.add(name);
    } else if (lost.size() == MAX_LOST) {
      lost.add("…");
    }
  }

  private void lostUnlessRead(String name, @Nullable String value, @Nullable Object read) {
    if (filled(value) != null && read == null) {
      lost(name, String.valueOf(value));
    }
  }

  ForeignMetadata build() {
    return new ForeignMetadata(
        program,
        prompt,
        negativePrompt,
        new ForeignMetadata.Sampling(steps, sampler, guidance, seed, size),
        model,
        modelHash,
        version,
        lost.stream().distinct().toList(),
        text);
  }

  private static @Nullable String filled(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }

  /** A whole number, which some programs write as {@code 20.0}. */
  private static @Nullable Long whole(@Nullable String value) {
    String digits = filled(value);
    if (digits == null) {
      return null;
    }
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      Double number = number(digits);
      if (number == null || number != Math.rint(number) || Math.abs(number) >= 1L << 53) {
        return null;
      }
      return number.longValue();
    }
  }

  private static @Nullable Double number(@Nullable String value) {
    try {
      Double n = value == null ? null : (Double) Double.parseDouble(value);
      return n == null || !Double.isFinite(n) ? null : n;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
