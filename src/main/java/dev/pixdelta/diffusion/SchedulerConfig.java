package dev.pixdelta.diffusion;

import dev.pixdelta.hub.ConfigFile;
import dev.pixdelta.weights.ModelFileException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a sampler makes of a {@code scheduler_config.json}, checked. Immutable. Components for the
 * other sampler hold its defaults.
 *
 * @param sampler which sampler the rest is for
 * @param noise of the forward process; 2 (LCM) or 3 to 100,000 timesteps
 * @param predictionType what the network predicts
 * @param originalInferenceSteps LCM: length of the schedule it was distilled on
 * @param timestepScaling LCM: factor on t in the boundary conditions, above 0
 * @param clipRange LCM: clean latents are cut to this magnitude; infinite if not at all
 * @param solverOrder DPM-Solver++: 1 or 2
 * @param timestepSpacing DPM-Solver++: how steps spread over timesteps (LCM has its own rule)
 * @param stepsOffset DPM-Solver++: added to timesteps with leading spacing, else 0
 * @param lowerOrderFinal DPM-Solver++: first order in the last step below 15 steps
 * @param eulerAtFinal DPM-Solver++: first order in the last step always
 * @param finalSigmaZero DPM-Solver++: whether the last step ends at sigma 0, else at that of t = 0
 * @param unused keys of another scheduler's file that ask for what the sampler does not have
 */
public record SchedulerConfig(
    SamplerKind sampler,
    NoiseSchedule noise,
    PredictionType predictionType,
    int originalInferenceSteps,
    double timestepScaling,
    double clipRange,
    int solverOrder,
    TimestepSpacing timestepSpacing,
    int stepsOffset,
    boolean lowerOrderFinal,
    boolean eulerAtFinal,
    boolean finalSigmaZero,
    List<String> unused) {
  /** Copies the list. */
  public SchedulerConfig {
    unused = List.copyOf(unused);
  }

  /** As {@link #read(ConfigFile, SamplerKind)} with the sampler that is nearest to the file's. */
  public static SchedulerConfig read(ConfigFile file) {
    return read(file, null);
  }

  /**
   * Reads a scheduler file, as diffusers' {@code OverrideClass.from_config(scheduler.config)} does:
   * keys in the file are kept, absent ones get the defaults of the class that samples, keys that
   * this class does not know are ignored. What the sampler does not have is refused in a file for
   * this very sampler and passed over in others, of which the noise is what matters.
   *
   * @param override samples instead of the one that is nearest to what the file names, or null
   * @throws ModelFileException if the file names a scheduler without betas, a value makes no sense,
   *     or it asks for a variant that is not supported
   */
  public static SchedulerConfig read(ConfigFile file, @Nullable SamplerKind override) {
    SchedulerClass own = SchedulerClass.of(file);
    SamplerKind sampler = override == null ? own.nearest() : override;
    return sampler == SamplerKind.LCM ? lcm(file, own) : dpm(file, own);
  }

  /**
   * Reads a scheduler file for every sampler; one that cannot use it is left out.
   *
   * @throws ModelFileException as {@link #read(ConfigFile)} does, if none can
   */
  public static Map<SamplerKind, SchedulerConfig> readAll(ConfigFile file) {
    Map<SamplerKind, SchedulerConfig> all = new EnumMap<>(SamplerKind.class);
    for (SamplerKind kind : SamplerKind.values()) {
      try {
        all.put(kind, read(file, kind));
      } catch (ModelFileException e) {
        // told when this sampler is asked for
      }
    }
    return all.isEmpty() ? Map.of(SchedulerClass.of(file).nearest(), read(file)) : all;
  }

  private static SchedulerConfig lcm(ConfigFile file, SchedulerClass own) {
    var reading = new Reading(file, own.is(SamplerKind.LCM));
    reading.refuseIfTrue("thresholding");
    NoiseSchedule noise = SchedulerNoise.read(file, SamplerKind.LCM);
    int timesteps = noise.numTrainTimesteps();
    return new SchedulerConfig(
        SamplerKind.LCM,
        noise,
        SchedulerNoise.predictionType(file),
        originalInferenceSteps(file, timesteps),
        timestepScaling(file),
        file.flag("clip_sample", false)
            ? file.number("clip_sample_range", 1e-6, 1e6, 1)
            : Double.POSITIVE_INFINITY,
        2,
        TimestepSpacing.LEADING,
        0,
        true,
        false,
        true,
        reading.unused);
  }

  private static SchedulerConfig dpm(ConfigFile file, SchedulerClass own) {
    var reading = new Reading(file, own.is(SamplerKind.DPM_SOLVER_PP));
    if (file.flag("use_flow_sigmas", false)) {
      throw file.error("use_flow_sigmas", "false");
    }
    for (String key :
        List.of(
            "thresholding",
            "use_karras_sigmas",
            "use_exponential_sigmas",
            "use_beta_sigmas",
            "use_lu_lambdas")) {
      reading.refuseIfTrue(key);
    }
    // Of other solvers' words diffusers, too, makes its own.
    reading.refuseUnless("algorithm_type", "dpmsolver++", "deis", "data_prediction");
    reading.refuseUnless("solver_type", "midpoint", "logrho", "bh1", "bh2");
    reading.refuseUnless(
        "variance_type", "fixed_small", "fixed_small_log", "fixed_large", "fixed_large_log");
    String clipped = "lambda_min_clipped";
    if (file.has(clipped) && !file.holds(clipped, Double.NEGATIVE_INFINITY)) {
      reading.refuse(clipped, "-Infinity");
    }
    NoiseSchedule noise = SchedulerNoise.read(file, SamplerKind.DPM_SOLVER_PP);
    TimestepSpacing spacing =
        SchedulerNoise.choice(
            file,
            "timestep_spacing",
            TimestepSpacing.values(),
            TimestepSpacing::key,
            TimestepSpacing.LINSPACE);
    int fewest = SamplerKind.DPM_SOLVER_PP.minSteps() + 1;
    int timesteps = noise.numTrainTimesteps();
    return new SchedulerConfig(
        SamplerKind.DPM_SOLVER_PP,
        noise,
        SchedulerNoise.predictionType(file),
        Math.min(50, timesteps),
        10,
        Double.POSITIVE_INFINITY,
        reading.solverOrder(),
        spacing,
        spacing == TimestepSpacing.LEADING
            ? file.integer("steps_offset", 0, timesteps / fewest - 1, 0)
            : 0,
        file.flag("lower_order_final", true),
        file.flag("euler_at_final", false),
        file.word("final_sigmas_type", Set.of("zero", "sigma_min"), "zero").equals("zero"),
        reading.unused);
  }

  /** Collects what a file asks for in vain. */
  private static final class Reading {
    private final ConfigFile file;
    private final boolean own;
    private final List<String> unused = new ArrayList<>();

    /**
     * @param own whether the file is for the sampler itself
     */
    Reading(ConfigFile file, boolean own) {
      this.file = file;
      this.own = own;
    }

    void refuse(String key, String expected) {
      if (own) {
        throw file.error(key, expected);
      }
      unused.add(key);
    }

    void refuseIfTrue(String key) {
      if (file.flag(key, false)) {
        refuse(key, "false");
      }
    }

    /** The first word is the one that messages name. */
    void refuseUnless(String key, String... words) {
      if (file.has(key) && !Set.of(words).contains(String.valueOf(file.text(key)))) {
        refuse(key, '"' + words[0] + '"');
      }
    }

    int solverOrder() {
      int order = file.integer("solver_order", 1, own ? 2 : 3, 2);
      if (order > 2) {
        refuse("solver_order", "1 or 2");
      }
      return Math.min(order, 2);
    }
  }

  private static int originalInferenceSteps(ConfigFile file, int timesteps) {
    // Python's own default, 50, is as wrong as a written 50 where there are fewer timesteps.
    if (!file.has("original_inference_steps") && timesteps < 50) {
      throw file.error("original_inference_steps", "an integer from 1 to " + timesteps);
    }
    return file.integer("original_inference_steps", 1, timesteps, 50);
  }

  private static double timestepScaling(ConfigFile file) {
    double scaling = file.number("timestep_scaling", 0, 1e6, 10);
    if (scaling == 0) {
      throw file.error("timestep_scaling", "a number above 0");
    }
    return scaling;
  }
}
