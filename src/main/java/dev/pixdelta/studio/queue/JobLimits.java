package dev.pixdelta.studio.queue;

import dev.pixdelta.diffusion.SamplerKind;
import dev.pixdelta.pipeline.InvalidRequestException;
import dev.pixdelta.pipeline.SizeRule;
import dev.pixdelta.studio.GenerationSettings;
import java.util.Arrays;

/** What no model can draw, whichever it is. */
final class JobLimits {
  private JobLimits() {}

  /** The most steps that any sampler takes. */
  static int mostSteps() {
    return Arrays.stream(SamplerKind.values()).mapToInt(SamplerKind::maxSteps).max().orElse(1);
  }

  /**
   * @throws InvalidRequestException if no model can draw it
   */
  static void check(GenerationSettings settings) {
    Integer steps = settings.steps();
    int most = settings.sampler() == null ? mostSteps() : settings.sampler().maxSteps();
    if (steps != null && (steps < 1 || steps > most)) {
      throw new InvalidRequestException("The steps can be 1 to {0}, not {1}", most, steps);
    }
    Double guidance = settings.guidance();
    if (guidance != null && !(guidance >= 0 && guidance <= 100)) {
      throw new InvalidRequestException("The guidance can be 0 to 100, not {0}", guidance);
    }
    if (settings.size() != null) {
      SizeRule.checkSides(settings.size());
    }
  }
}
