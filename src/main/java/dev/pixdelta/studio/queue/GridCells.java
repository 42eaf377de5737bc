package dev.pixdelta.studio.queue;

import dev.pixdelta.diffusion.SamplerKind;
import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.pipeline.InvalidRequestException;
import dev.pixdelta.pipeline.PipelineRequest;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.text.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The settings of each cell of a grid, from values as the user typed them. */
final class GridCells {
  private static final int MAX_CELLS = 2_500;

  private final ModelLocator models;

  GridCells(ModelLocator models) {
    this.models = models;
  }

  /**
   * Settings of all cells, row by row. Each draws one picture; only the seed axis changes seeds, so
   * that cells can be compared.
   *
   * @throws InvalidRequestException if an axis or one of its values makes no sense
   * @throws dev.pixdelta.weights.ModelFileException if there is no such model
   */
  List<GenerationSettings> of(GenerationSettings settings, Grid grid) {
    Axis x = grid.x();
    Axis y = grid.y();
    if (x.values().isEmpty() || y.values().isEmpty()) {
      throw new InvalidRequestException("Each axis of a grid needs at least one value");
    }
    if (x.kind() == y.kind()) {
      throw new InvalidRequestException(
          "Both axes of the grid change the {0}; choose another for one of them", name(x.kind()));
    }
    long cells = (long) x.values().size() * y.values().size();
    if (cells > MAX_CELLS) {
      throw new InvalidRequestException(
          "A grid can have at most {0} pictures, not {1}", MAX_CELLS, cells);
    }
    List<GenerationSettings> rows = along(y, settings);
    List<GenerationSettings> all = new ArrayList<>();
    for (GenerationSettings row : rows) {
      all.addAll(along(x, row));
    }
    return all;
  }

  private List<GenerationSettings> along(Axis axis, GenerationSettings from) {
    return axis.values().stream().map(value -> cell(axis.kind(), value, from)).toList();
  }

  private GenerationSettings cell(Axis.Kind kind, String typed, GenerationSettings s) {
    String value = typed.strip();
    if (value.isEmpty() && kind != Axis.Kind.PROMPT && kind != Axis.Kind.STYLE) {
      throw new InvalidRequestException("A value of the {0} axis is empty", name(kind));
    }
    return new GenerationSettings(
        kind == Axis.Kind.MODEL ? model(value) : s.model(),
        s.device(),
        s.precision(),
        kind == Axis.Kind.PROMPT ? typed : s.prompt(),
        s.negativePrompt(),
        kind == Axis.Kind.STYLE ? style(value) : s.style(),
        kind == Axis.Kind.SIZE ? size(value) : s.size(),
        kind == Axis.Kind.SAMPLER ? sampler(value) : s.sampler(),
        kind == Axis.Kind.STEPS ? steps(value) : s.steps(),
        kind == Axis.Kind.GUIDANCE ? guidance(value) : s.guidance(),
        kind == Axis.Kind.SEED ? seed(value) : s.seed(),
        1,
        s.batch(),
        s.output(),
        s.controls());
  }

  private String model(String value) {
    var unused = models.find(value);
    return value;
  }

  /** An empty value is a cell without a style. */
  private static @Nullable String style(String value) {
    return value.isEmpty() ? null : value;
  }

  // Boxed, here and below: a bare number in a choice with null would unbox the null.
  private static Integer steps(String value) {
    int most = JobLimits.mostSteps();
    try {
      int steps = Integer.parseInt(value);
      if (steps >= 1 && steps <= most) {
        return steps;
      }
    } catch (NumberFormatException e) {
      // no number: the sentence below
    }
    throw wrong(Axis.Kind.STEPS, Sentence.of("whole numbers from {0} to {1}", 1, most), value);
  }

  private static Long seed(String value) {
    try {
      long seed = Long.parseLong(value);
      if (seed >= 0 && seed <= PipelineRequest.MAX_SEED) {
        return seed;
      }
    } catch (NumberFormatException e) {
      // no number: the sentence below
    }
    throw wrong(
        Axis.Kind.SEED,
        Sentence.of("whole numbers from {0} to {1}", 0, PipelineRequest.MAX_SEED),
        value);
  }

  private static Double guidance(String value) {
    try {
      double guidance = Double.parseDouble(value);
      if (Double.isFinite(guidance)) {
        return guidance;
      }
    } catch (NumberFormatException e) {
      // no number: the sentence below
    }
    throw wrong(Axis.Kind.GUIDANCE, Sentence.of("numbers such as 4.5"), value);
  }

  private static SamplerKind sampler(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "lcm" -> SamplerKind.LCM;
      case "dpm++", "dpm++ 2m" -> SamplerKind.DPM_SOLVER_PP;
      default -> throw wrong(Axis.Kind.SAMPLER, Sentence.of("lcm or dpm++"), value);
    };
  }

  private static Size size(String value) {
    String[] sides = value.toLowerCase(Locale.ROOT).replace('×', 'x').split("x", -1);
    try {
      if (sides.length == 2) {
        return new Size(Integer.parseInt(sides[0].strip()), Integer.parseInt(sides[1].strip()));
      }
    } catch (IllegalArgumentException e) {
      // no size: the sentence below
    }
    throw wrong(Axis.Kind.SIZE, Sentence.of("width and height in pixels, such as 768x512"), value);
  }

  private static InvalidRequestException wrong(Axis.Kind kind, Sentence wanted, String value) {
    return new InvalidRequestException(
        "The {0} axis of the grid takes {1}, not '{2}'", name(kind), wanted, value);
  }

  private static Sentence name(Axis.Kind kind) {
    return switch (kind) {
      case STEPS -> Sentence.of("steps");
      case SEED -> Sentence.of("seed");
      case STYLE -> Sentence.of("style");
      case MODEL -> Sentence.of("model");
      case GUIDANCE -> Sentence.of("guidance");
      case SAMPLER -> Sentence.of("sampler");
      case SIZE -> Sentence.of("size");
      case PROMPT -> Sentence.of("prompt");
    };
  }
}
