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
 * told, and keeps the value it had, as does what the picture does not tell.
 *
 * @param settings with one picture to draw and the picture's own seed, if it has one
 * @param seeded whether it has
 * @param losses what is not as in the picture
 */
public record RestoredSettings(GenerationSettings settings, boolean seeded, List<Loss> losses) {
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
   * @param current what stays where the picture says nothing; that one of another program says
   *     nothing of controls
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
    Integer steps = steps(p, current, sampler, losses);
    Size size = size(p, current, losses);
    Long seed = p.seed();
    if (seed != null && (seed < 0 || seed > PipelineRequest.MAX_SEED)) {
      losses.add(new Loss.Seed(seed));
      seed = null;
    }
    Words words = words(p, current, styles, losses);
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
            guidance(p, current, sampler),
            seed == null ? current.seed() : (long) seed,
            seed == null ? current.count() : 1,
            current.batch(),
            current.output(),
            found.isComplete()
                ? RestoredControls.of(
                    p.controls(), () -> models.find(model), weights, pictures, losses)
                : current.controls());
    return new RestoredSettings(settings, seed != null, losses);
  }

  private record Words(String prompt, String negative, @Nullable String style) {}

  /** As typed, where that is kept; a style's own words are taken off, since it adds them again. */
  private static Words words(
      PictureParameters p, GenerationSettings current, List<Style> styles, List<Loss> losses) {
    String drawn = Objects.requireNonNullElse(p.prompt(), current.prompt());
    String negative = Objects.requireNonNullElse(p.negativePrompt(), current.negativePrompt());
    String typed = Objects.requireNonNullElse(p.origin().template(), drawn);
    String name = p.origin().style();
    if (name == null) {
      // A style belongs to the prompt that it is put around.
      return new Words(typed, negative, p.prompt() == null ? current.style() : null);
    }
    for (Style style : styles) {
      if (style.name().equals(name)) {
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
    return new Words(drawn, negative, null);
  }

  /** By name among the models that are here; a name in a stranger's file never becomes a path. */
  private static String model(
      PictureParameters p, GenerationSettings current, ModelLocator models, List<Loss> losses) {
    String name = p.model();
    if (name == null || plain(name).equals(plain(current.model()))) {
      return current.model();
    }
    for (ModelLocator.Found found : models.list()) {
      if (found.name().equals(name) || plain(found.name()).equals(plain(name))) {
        return found.name();
      }
    }
    losses.add(new Loss.Model(name, current.model()));
    return current.model();
  }

  /** A model's name without owner or folder, and without the ending of a file of weights. */
  private static String plain(String name) {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    return last.replaceFirst("(?i)\\.(?:safetensors|ckpt|pth|pt|bin|gguf)$", "");
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
      PictureParameters p,
      GenerationSettings current,
      @Nullable SamplerKind sampler,
      List<Loss> losses) {
    Integer asked = p.steps();
    if (asked == null) {
      // Those of one sampler are no use for another.
      return sampler == current.sampler() ? current.steps() : null;
    }
    if (sampler == null) {
      return asked;
    }
    int used = Math.clamp(asked, sampler.minSteps(), sampler.maxSteps());
    if (used != asked) {
      losses.add(new Loss.Steps(asked, used));
    }
    return used;
  }

  /** Guidance belongs to a sampler that uses it. */
  private static @Nullable Double guidance(
      PictureParameters p, GenerationSettings current, @Nullable SamplerKind sampler) {
    if (sampler == null || sampler.defaultGuidance() <= 1) {
      return null;
    }
    Double same = sampler == current.sampler() ? current.guidance() : null;
    return p.guidance() == null ? same : p.guidance();
  }
}
