package dev.pixdelta.gui.generate;

import dev.pixdelta.diffusion.SamplerKind;
import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.pipeline.ModelSummary;
import dev.pixdelta.pipeline.NamedSize;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.pipeline.SizeRule;
import dev.pixdelta.studio.prompt.KnownWords;
import dev.pixdelta.weights.ModelFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model that can be used, as the page offers it.
 *
 * @param name as {@link ModelLocator} finds it
 * @param vocabulary the words it knows, or null where it knows a whole language
 */
record ModelChoice(String name, ModelSummary summary, @Nullable KnownWords vocabulary) {
  /** The model that comes with the program. */
  static final String EMBEDDED = "nano";

  // Seen in pictures of the model in the box: beyond, parts of things come twice or not at all.
  private static final double LEAST_AREA = 0.5;
  private static final double MOST_AREA = 1.6;

  /** The models that are here and not broken; reads files. */
  static List<ModelChoice> find(ModelLocator locator) {
    return locator.list().stream().flatMap(f -> readable(f, locator).stream()).toList();
  }

  private static Optional<ModelChoice> readable(ModelLocator.Found found, ModelLocator locator) {
    try {
      return Optional.of(read(found.name(), found.path(), locator));
    } catch (ModelFileException e) {
      return Optional.empty(); // the page of models says what is wrong with it
    }
  }

  /**
   * Reads what there is to know of a model.
   *
   * @throws ModelFileException if it is damaged
   */
  static ModelChoice read(String name, Path folder, ModelLocator locator) {
    return new ModelChoice(
        name, ModelSummary.read(folder, locator), KnownWords.read(folder).orElse(null));
  }

  boolean isEmbedded() {
    return name.equals(EMBEDDED);
  }

  /** The size nearest to the one asked for that can be had; itself if it can. */
  Size nearest(Size asked) {
    if (summary.anySize()) {
      return asked;
    }
    double tokens =
        (double) asked.width() * asked.height() / summary.multiple() / summary.multiple();
    double shrink = Math.min(1, Math.sqrt(SizeRule.MAX_TOKENS / tokens));
    return new Size(rounded(asked.width(), shrink), rounded(asked.height(), shrink));
  }

  private int rounded(int side, double shrink) {
    int multiple = summary.multiple();
    long blocks =
        shrink < 1 ? (long) (side * shrink / multiple) : Math.round((double) side / multiple);
    return Math.clamp(blocks, 1, SizeRule.MAX_SIDE / multiple) * multiple;
  }

  /** Whether a size that can be drawn is so far from the trained ones that pictures fall apart. */
  boolean isFar(Size size) {
    if (summary.anySize() || summary.sizes().stream().anyMatch(s -> s.size().equals(size))) {
      return false;
    }
    double area = area(size) / area(summary.nativeSize());
    return area < LEAST_AREA || area > MOST_AREA;
  }

  private static double area(Size size) {
    return (double) size.width() * size.height();
  }

  /** The named size whose shape is nearest to that of a size. */
  Size ofShape(Size shape) {
    double ratio = Math.log((double) shape.height() / shape.width());
    return summary.sizes().stream()
        .map(NamedSize::size)
        .min(
            Comparator.comparingDouble(
                s -> Math.abs(Math.log((double) s.height() / s.width()) - ratio)))
        .orElse(summary.nativeSize());
  }

  /**
   * The steps that the page offers: what a method was made for, as far as the model has them. The
   * command line takes more.
   */
  Limits limits(SamplerKind sampler) {
    ModelSummary.Steps own = summary.steps().get(sampler);
    Limits usual = Limits.of(sampler);
    return own == null
        ? usual
        : new Limits(usual.fewest(), Math.max(usual.fewest(), Math.min(usual.most(), own.max())));
  }
}
