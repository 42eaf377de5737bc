package dev.pixdelta.studio;

import dev.pixdelta.diffusion.SamplerKind;
import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.pipeline.PipelineRequest;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.pipeline.SizeRule;
import dev.pixdelta.studio.control.ControlPictures;
import dev.pixdelta.studio.picture.PictureMetadata;
import dev.pixdelta.studio.picture.PictureParameters;
import dev.pixdelta.studio.prompt.Style;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The settings a picture was made with, as far as this program can have them; what it cannot is
 * told, and keeps the value it had.
 *
 * @param settings with one picture to draw, the picture's own seed
 * @param losses what is not as in the picture
 */
public record RestoredSettings(GenerationSettings settings, List<Loss> losses) {
  public RestoredSettings {
    losses = List.copyOf(losses);
  }

  /** Something that is not as it was when the picture was made. */
  public sealed interface Loss {
    /** The picture's model is not here. */
    record Model(String name, String used) implements Loss {}

    /** There is no such sampler here, or one of the same name that differs. */
    record Sampler(String name) implements Loss {}

    /** The sampler does not make so many steps. */
    record Steps(int asked, int used) implements Loss {}

    /** No seed that this program can begin with. */
    record Seed(long asked) implements Loss {}

    /** Larger than anything that can be drawn. */
    record TooLarge(Size asked) implements Loss {}

    /** The style preset is not here any more; its words stand in the prompt instead. */
    record Style(String name) implements Loss {}

    /** The control weights that the picture was steered by are not here. */
    record ControlWeights(String name) implements Loss {}

    /** The control picture is not in the file. */
    record ControlPicture(String type) implements Loss {}

    /** Something of another program, by the name that it has there. */
    record Feature(String name) implements Loss {}
  }

  /**
   * Converts.
   *
   * @param found in the picture
   * @param current what stays where the picture says nothing
   * @param models that are here; looked at on the disk
   * @param styles that are here
   * @param weights finds control weights by the name that a picture gives; null for those that are
   *     not here
   * @param pictures where control pictures are kept that the picture carries
   */
  public static RestoredSettings of(
      PictureMetadata.Found found,
      GenerationSettings current,
      ModelLocator models,
      List<Style> styles,
      Function<String, @Nullable Path> weights,
      ControlPictures pictures) {
    PictureParameters p = found.parameters();
    List<Loss> losses = new ArrayList<>();
    found.lost().forEach(name -> losses.add(new Loss.Feature(name)));
    String model = model(p, current, models, losses);
    SamplerKind sampler = sampler(p, current, losses);
    Integer steps = steps(p, sampler, losses);
    Size size = size(p, current, losses);
    Long seed = p.seed();
    if (seed != null && (seed < 0 || seed > PipelineRequest.MAX_SEED)) {
      losses.add(new Loss.Seed(seed));
      seed = null;
    }
    Words words = words(p, styles, losses);
    GenerationSettings settings =
        new GenerationSettings(
            model,
            current.device(),
            current.precision(),
            words.prompt(),
            words.negative(),
            words.style(),
            size,
            sampler,
            steps,
            guidance(p, sampler),
            seed == null ? current.seed() : (long) seed,
            1,
            current.batch(),
            current.output(),
            RestoredControls.of(p.controls(), () -> models.find(model), weights, pictures, losses));
    return new RestoredSettings(settings, losses);
  }

  private record Words(String prompt, String negative, @Nullable String style) {}

  /** As typed, where that is kept; a style's own words are taken off, since it adds them again. */
  private static Words words(PictureParameters p, List<Style> styles, List<Loss> losses) {
    String typed = Objects.requireNonNullElse(p.origin().template(), p.prompt());
    String name = p.origin().style();
    if (name == null) {
      return new Words(typed, p.negativePrompt(), null);
    }
    for (Style style : styles) {
      if (style.name().equals(name)) {
        String negative = p.negativePrompt();
        String own = style.applyToNegative("");
        if (!own.isEmpty() && negative.equals(own)) {
          negative = "";
        } else if (!own.isEmpty() && negative.endsWith(", " + own)) {
          negative = negative.substring(0, negative.length() - own.length() - 2);
        }
        return new Words(typed, negative, name);
      }
    }
    losses.add(new Loss.Style(name));
    return new Words(p.prompt(), p.negativePrompt(), null);
  }

  /** By name among the models that are here; a name in a stranger's file never becomes a path. */
  private static String model(
      PictureParameters p, GenerationSettings current, ModelLocator models, List<Loss> losses) {
    String name = p.model();
    if (name == null || lastPart(name).equals(lastPart(current.model()))) {
      return current.model();
    }
    for (ModelLocator.Found found : models.list()) {
      if (found.name().equals(name) || lastPart(found.name()).equals(name)) {
        return found.name();
      }
    }
    losses.add(new Loss.Model(name, current.model()));
    return current.model();
  }

  private static String lastPart(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  private static @Nullable SamplerKind sampler(
      PictureParameters p, GenerationSettings current, List<Loss> losses) {
    String name = p.sampler();
    if (name == null) {
      return current.sampler();
    }
    for (SamplerKind kind : SamplerKind.values()) {
      if (kind.label().equals(name)) {
        return kind;
      }
    }
    if (!isSame(name)) {
      losses.add(new Loss.Sampler(name));
    }
    return nearest(name, current.sampler());
  }

  /** The names that InvokeAI and ComfyUI have for the samplers that are here. */
  private static boolean isSame(String name) {
    String n = name.toLowerCase(Locale.ROOT);
    return n.equals("lcm") || n.equals("dpmpp_2m") || n.equals("dpm++ 2m");
  }

  /** LCM for what is made for few steps; for the many solvers of others the one that is here. */
  private static @Nullable SamplerKind nearest(String name, @Nullable SamplerKind current) {
    String n = name.toLowerCase(Locale.ROOT);
    if (n.contains("lcm")) {
      return SamplerKind.LCM;
    }
    return n.startsWith("dpm") ? SamplerKind.DPM_SOLVER_PP : current;
  }

  private static @Nullable Size size(
      PictureParameters p, GenerationSettings current, List<Loss> losses) {
    Size size = p.size();
    if (size != null && Math.max(size.width(), size.height()) > SizeRule.MAX_SIDE) {
      losses.add(new Loss.TooLarge(size));
      size = null;
    }
    return size == null ? current.size() : size;
  }

  private static @Nullable Integer steps(
      PictureParameters p, @Nullable SamplerKind sampler, List<Loss> losses) {
    Integer asked = p.steps();
    if (asked == null || sampler == null) {
      return asked;
    }
    int used = Math.clamp(asked, sampler.minSteps(), sampler.maxSteps());
    if (used != asked) {
      losses.add(new Loss.Steps(asked, used));
    }
    return used;
  }

  /** Guidance belongs to a sampler that uses it. */
  private static @Nullable Double guidance(PictureParameters p, @Nullable SamplerKind sampler) {
    return sampler == null || sampler.defaultGuidance() <= 1 ? null : p.guidance();
  }
}
