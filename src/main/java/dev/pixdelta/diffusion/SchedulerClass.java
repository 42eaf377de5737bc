package dev.pixdelta.diffusion;

import dev.pixdelta.hub.ConfigFile;
import dev.pixdelta.weights.ModelFileException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The scheduler of diffusers that a {@code scheduler_config.json} names. What all of them say about
 * noise is enough for the samplers here. Immutable.
 *
 * @param name as diffusers has it
 * @param nearest the sampler that does the same, or else the nearest
 */
public record SchedulerClass(String name, SamplerKind nearest) {
  private static final String KEY = "_class_name";
  private static final String LCM = "LCMScheduler";
  private static final String DPM = "DPMSolverMultistepScheduler";
  private static final Map<String, SamplerKind> KNOWN = new TreeMap<>();

  static {
    for (String name : List.of(LCM, "TCDScheduler")) {
      KNOWN.put(name, SamplerKind.LCM);
    }
    for (String name :
        List.of(
            DPM,
            "DDIMParallelScheduler",
            "DDIMScheduler",
            "DDPMParallelScheduler",
            "DDPMScheduler",
            "DEISMultistepScheduler",
            "DPMSolverSDEScheduler",
            "DPMSolverSinglestepScheduler",
            "EulerAncestralDiscreteScheduler",
            "EulerDiscreteScheduler",
            "HeunDiscreteScheduler",
            "KDPM2AncestralDiscreteScheduler",
            "KDPM2DiscreteScheduler",
            "LMSDiscreteScheduler",
            "PNDMScheduler",
            "SASolverScheduler",
            "UniPCMultistepScheduler")) {
      KNOWN.put(name, SamplerKind.DPM_SOLVER_PP);
    }
  }

  /**
   * Reads the name.
   *
   * @throws ModelFileException if it is missing, unknown, or that of a scheduler whose noise is not
   *     given by betas
   */
  public static SchedulerClass of(ConfigFile file) {
    String name = file.text(KEY);
    SamplerKind nearest = name == null ? null : KNOWN.get(name);
    if (name != null && nearest != null) {
      return new SchedulerClass(name, nearest);
    }
    throw file.error(
        KEY,
        name != null && name.startsWith("Flow")
            ? "a scheduler with betas, for PixArt models were not trained by flow matching"
            : "a scheduler of diffusers with betas, such as \"" + DPM + "\" or \"" + LCM + "\"");
  }

  /** Whether a sampler is this very scheduler, and not only near to it. */
  public boolean is(SamplerKind sampler) {
    return name.equals(sampler == SamplerKind.LCM ? LCM : DPM);
  }
}
