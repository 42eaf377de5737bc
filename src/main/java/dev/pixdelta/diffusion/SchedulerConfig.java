package dev.pixdelta.diffusion;

import dev.pixdelta.hub.ConfigFile;
import dev.pixdelta.weights.ModelFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code scheduler_config.json} says about noise and steps, checked. Immutable. Components
 * for the other sampler hold its defaults.
 *
 * @param sampler which sampler the rest is for
 * @param numTrainTimesteps timesteps of the forward process, 2 (LCM) or 3 to 100,000
 * @param betaStart first beta, between 0 and 1; unused with trained betas
 * @param betaEnd last beta, between 0 and 1; unused with trained betas
 * @param betaSchedule how betas run between the two; unused with trained betas
 * @param trainedBetas one beta per timestep, or null
 * @param predictionType what the network predicts
 * @param originalInferenceSteps LCM: length of the schedule it was distilled on
 * @param timestepScaling LCM: factor on t in the boundary conditions, above 0
 * @param solverOrder DPM-Solver++: 1 or 2
 * @param timestepSpacing DPM-Solver++: how steps spread over timesteps (LCM has its own rule)
 * @param stepsOffset DPM-Solver++: added to timesteps with leading spacing, else 0
 * @param lowerOrderFinal DPM-Solver++: first order in the last step below 15 steps
 * @param eulerAtFinal DPM-Solver++: first order in the last step always
 * @param finalSigmaZero DPM-Solver++: whether the last step ends at sigma 0, else at that of t = 0
 */
public record SchedulerConfig(
    SamplerKind sampler,
    int numTrainTimesteps,
    double betaStart,
    double betaEnd,
    BetaSchedule betaSchedule,
    @Nullable List<Double> trainedBetas,
    PredictionType predictionType,
    int originalInferenceSteps,
    double timestepScaling,
    int solverOrder,
    TimestepSpacing timestepSpacing,
    int stepsOffset,
    boolean lowerOrderFinal,
    boolean eulerAtFinal,
    boolean finalSigmaZero) {

  private static final String LCM_CLASS = "LCMScheduler";
  private static final String DPM_CLASS = "DPMSolverMultistepScheduler";
  private static final int MAX_TRAIN_TIMESTEPS = 100_000;
  // Keeps 1/alpha a number that fp32 latents can be multiplied by.
  private static final float MIN_ALPHA_CUMPROD = 1e-30f;

  /**
   * @throws IllegalArgumentException if there is not one trained beta per timestep
   */
  public SchedulerConfig {
    trainedBetas = trainedBetas == null ? null : List.copyOf(trainedBetas);
    if (trainedBetas != null && trainedBetas.size() != numTrainTimesteps) {
      throw new IllegalArgumentException(
          trainedBetas.size() + " betas for " + numTrainTimesteps + " timesteps");
    }
  }

  /** As {@link #read(ConfigFile, SamplerKind)} with the sampler that the file names. */
  public static SchedulerConfig read(ConfigFile file) {
    return read(file, null);
  }

  /**
   * Reads a scheduler file, as diffusers' {@code OverrideClass.from_config(scheduler.config)} does:
   * keys in the file are kept, absent ones get the defaults of the class that samples, keys that
   * this class does not know are ignored.
   *
   * @param override samples instead of the class the file names, or null
   * @throws ModelFileException if the file names another class, a value makes no sense, or it asks
   *     for a variant that is not supported
   */
  public static SchedulerConfig read(ConfigFile file, @Nullable SamplerKind override) {
    SamplerKind own = kind(file);
    SamplerKind sampler = override == null ? own : override;
    boolean lcm = sampler == SamplerKind.LCM;
    refuseUnsupported(file, sampler);

    // as many as the fewest steps need
    int fewest = sampler.minSteps() + 1;
    int timesteps = file.integer("num_train_timesteps", fewest, MAX_TRAIN_TIMESTEPS, 1000);
    TimestepSpacing spacing =
        lcm
            ? TimestepSpacing.LEADING
            : choice(
                file,
                "timestep_spacing",
                TimestepSpacing.values(),
                TimestepSpacing::key,
                TimestepSpacing.LINSPACE);
    SchedulerConfig config =
        new SchedulerConfig(
            sampler,
            timesteps,
            beta(file, "beta_start", lcm ? 0.00085 : 0.0001),
            beta(file, "beta_end", lcm ? 0.012 : 0.02),
            choice(
                file,
                "beta_schedule",
                BetaSchedule.values(),
                BetaSchedule::key,
                lcm ? BetaSchedule.SCALED_LINEAR : BetaSchedule.LINEAR),
            trainedBetas(file, timesteps),
            choice(
                file,
                "prediction_type",
                PredictionType.values(),
                PredictionType::key,
                PredictionType.EPSILON),
            lcm ? originalInferenceSteps(file, timesteps) : Math.min(50, timesteps),
            lcm ? timestepScaling(file) : 10,
            lcm ? 2 : file.integer("solver_order", 1, 2, 2),
            spacing,
            lcm || spacing != TimestepSpacing.LEADING
                ? 0
                : file.integer("steps_offset", 0, timesteps / fewest - 1, 0),
            lcm || file.flag("lower_order_final", true),
            !lcm && file.flag("euler_at_final", false),
            lcm
                || file.word("final_sigmas_type", Set.of("zero", "sigma_min"), "zero")
                    .equals("zero"));
    checkNoise(file, config);
    return config;
  }

  private static SamplerKind kind(ConfigFile file) {
    return file.word("_class_name", Set.of(LCM_CLASS, DPM_CLASS)).equals(LCM_CLASS)
        ? SamplerKind.LCM
        : SamplerKind.DPM_SOLVER_PP;
  }

  /** Refuses values that would make diffusers compute something else than we do. */
  private static void refuseUnsupported(ConfigFile file, SamplerKind sampler) {
    refuseIfTrue(file, "thresholding");
    refuseIfTrue(file, "rescale_betas_zero_snr");
    if (sampler == SamplerKind.LCM) {
      refuseIfTrue(file, "clip_sample");
      return;
    }
    for (String key :
        List.of(
            "use_karras_sigmas",
            "use_exponential_sigmas",
            "use_beta_sigmas",
            "use_lu_lambdas",
            "use_flow_sigmas")) {
      refuseIfTrue(file, key);
    }
    refuseUnless(file, "algorithm_type", "dpmsolver++");
    refuseUnless(file, "solver_type", "midpoint");
    if (file.has("variance_type")) {
      throw file.error("variance_type", "null");
    }
    String clipped = "lambda_min_clipped";
    if (file.has(clipped) && !file.holds(clipped, Double.NEGATIVE_INFINITY)) {
      throw file.error(clipped, "-Infinity");
    }
  }

  private static void refuseIfTrue(ConfigFile file, String key) {
    if (file.flag(key, false)) {
      throw file.error(key, "false");
    }
  }

  private static void refuseUnless(ConfigFile file, String key, String word) {
    if (file.has(key) && !word.equals(file.text(key))) {
      throw file.error(key, '"' + word + '"');
    }
  }

  private static double beta(ConfigFile file, String key, double absent) {
    double beta = file.number(key, 0, 1, absent);
    if (beta == 0 || beta == 1) {
      throw file.error(key, "a number above 0 and below 1");
    }
    return beta;
  }

  private static @Nullable List<Double> trainedBetas(ConfigFile file, int timesteps) {
    if (!file.has("trained_betas")) {
      return null;
    }
    List<Double> betas = file.numbers("trained_betas", timesteps, 0, 1);
    if (betas.size() != timesteps) {
      throw file.error(
          "trained_betas",
          "num_train_timesteps = " + timesteps + " numbers and not " + betas.size());
    }
    return betas;
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

  /** Betas may each be legal and yet leave no noise at the start or no signal at the end. */
  private static void checkNoise(ConfigFile file, SchedulerConfig config) {
    String key = config.trainedBetas() == null ? "beta_end" : "trained_betas";
    NoiseSchedule noise = NoiseSchedule.of(config);
    if (!(noise.alphaCumprod(0) < 1)) {
      throw file.error(
          config.trainedBetas() == null ? "beta_start" : key,
          "a first beta that fp32 can subtract from 1");
    }
    if (!(noise.alphaCumprod(config.numTrainTimesteps() - 1) >= MIN_ALPHA_CUMPROD)) {
      throw file.error(key, "betas whose product of (1 - beta) stays above " + MIN_ALPHA_CUMPROD);
    }
  }

  private static <E extends Enum<E>> E choice(
      ConfigFile file, String key, E[] values, Function<E, String> word, E absent) {
    String found =
        file.word(
            key, Arrays.stream(values).map(word).collect(Collectors.toSet()), word.apply(absent));
    return Arrays.stream(values).filter(v -> word.apply(v).equals(found)).findFirst().orElseThrow();
  }
}
