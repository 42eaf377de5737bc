package dev.pixdelta.gui.gallery;

import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.picture.PictureContents;
import dev.pixdelta.studio.picture.PictureMetadata;
import dev.pixdelta.studio.picture.PictureParameters;
import dev.pixdelta.studio.picture.PictureReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a picture file says of how it was made, as lines to read.
 *
 * @param prompt empty if it says none
 * @param negativePrompt empty if it says none
 * @param facts the rest: steps, sampler, seed and so on, those that are there
 * @param text all of it in the form that other programs read, or null if the file has none
 */
record PictureDetails(
    String prompt, String negativePrompt, List<Fact> facts, @Nullable String text) {
  static final PictureDetails NONE = new PictureDetails("", "", List.of(), null);

  /**
   * One line.
   *
   * @param key names it in the messages, behind {@code fact.}
   */
  record Fact(String key, String value) {}

  PictureDetails {
    facts = List.copyOf(facts);
  }

  /**
   * Reads the metadata of a file; not on the window's thread.
   *
   * @throws dev.pixdelta.studio.picture.PictureFileException if the file cannot be read
   */
  static PictureDetails read(Path file) {
    PictureContents picture = PictureReader.read(file);
    PictureMetadata.Found found = picture.found();
    return found == null ? NONE : of(found.parameters(), found.lost(), picture.text());
  }

  /**
   * @param lost what nothing here can do
   */
  static PictureDetails of(PictureParameters p, List<String> lost, @Nullable String text) {
    List<Fact> facts = new ArrayList<>();
    add(facts, "model", p.model());
    add(facts, "style", p.origin().style());
    add(facts, "steps", p.steps());
    add(facts, "sampler", p.sampler());
    Double guidance = p.guidance();
    add(facts, "guidance", guidance == null ? null : number(guidance));
    add(facts, "seed", p.seed());
    add(facts, "size", size(p.size()));
    if (!Objects.equals(p.drawn(), p.size())) {
      add(facts, "drawn", size(p.drawn()));
    }
    add(facts, "precision", p.precision());
    add(facts, "device", p.device());
    add(facts, "modelHash", p.modelHash());
    add(facts, "template", p.origin().template());
    add(facts, "version", p.version());
    add(facts, "lost", lost.isEmpty() ? null : String.join("; ", lost));
    return new PictureDetails(p.promptOrEmpty(), p.negativePromptOrEmpty(), facts, text);
  }

  /** Without a fraction that is zero. */
  private static String number(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }

  private static @Nullable String size(@Nullable Size size) {
    return size == null ? null : size.width() + " × " + size.height();
  }

  private static void add(List<Fact> facts, String key, @Nullable Object value) {
    if (value != null) {
      facts.add(new Fact(key, value.toString()));
    }
  }

  /** What another picture says under the same key, or null. */
  @Nullable String value(String key) {
    return facts.stream()
        .filter(f -> f.key().equals(key))
        .map(Fact::value)
        .findFirst()
        .orElse(null);
  }

  /**
   * What sets this picture apart from another one, in a few words: every fact they do not share,
   * and the prompt if it is another one.
   */
  String apartFrom(PictureDetails other, Messages messages) {
    List<String> parts = new ArrayList<>();
    for (Fact fact : facts) {
      if (!Objects.equals(fact.value(), other.value(fact.key()))) {
        parts.add(messages.get("fact." + fact.key()) + " " + fact.value());
      }
    }
    if (!prompt.equals(other.prompt)) {
      parts.add(messages.get("fact.prompt") + " “" + prompt.strip() + "”");
    }
    if (!negativePrompt.equals(other.negativePrompt)) {
      parts.add(messages.get("fact.negativePrompt") + " “" + negativePrompt.strip() + "”");
    }
    return String.join("  ·  ", parts);
  }
}
