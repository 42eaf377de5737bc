package dev.pixdelta.diffusion;

import dev.pixdelta.hub.ConfigFile;
import dev.pixdelta.weights.ModelFileException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a {@code scheduler_config.json} says about noise, which all schedulers say alike. */
final class SchedulerNoise {
  private static final int MAX_TRAIN_TIMESTEPS = 100_000;
  // Keeps 1/alpha a number that fp32 latents can be multiplied by.
  private static final float MIN_ALPHA_CUMPROD = 1e-30f;

  /** Close to 0 without being it, so that DPM-Solver++ has a first sigma; as diffusers has it. */
  private static final float ZERO_SNR_OF_DPM = 0x1p-24f;

  private static final String ZERO_SNR = "rescale_betas_zero_snr";

  private SchedulerNoise() {}

  /**
   * Reads betas.
   *
   * @param sampler whose defaults are taken for absent keys
   * @throws ModelFileException if a value makes no sense
   */
  static NoiseSchedule read(ConfigFile file, SamplerKind sampler) {
    boolean lcm = sampler == SamplerKind.LCM;
    // as many as the fewest steps need
    int fewest = sampler.minSteps() + 1;
    int timesteps = file.integer("num_train_timesteps", fewest, MAX_TRAIN_TIMESTEPS, 1000);
    double start = beta(file, "beta_start", lcm ? 0.00085 : 0.0001);
    double end = beta(file, "beta_end", lcm ? 0.012 : 0.02);
    BetaSchedule schedule =
        choice(
            file,
            "beta_schedule",
            BetaSchedule.values(),
            BetaSchedule::key,
            lcm ? BetaSchedule.SCALED_LINEAR : BetaSchedule.LINEAR);
    NoiseSchedule noise =
        file.has("trained_betas")
            ? trained(file, timesteps)
            : NoiseSchedule.of(timesteps, start, end, schedule);
    check(file, noise);
    if (!file.flag(ZERO_SNR, false)) {
      return noise;
    }
    if (lcm && predictionType(file) == PredictionType.EPSILON) {
      throw file.error(ZERO_SNR, "false, for no picture can be told from noise alone");
    }
    return noise.withZeroTerminalSnr(lcm ? 0 : ZERO_SNR_OF_DPM);
  }

  /** What the network predicts. */
  static PredictionType predictionType(ConfigFile file) {
    return choice(
        file,
        "prediction_type",
        PredictionType.values(),
        PredictionType::key,
        PredictionType.EPSILON);
  }

  /** The constant whose word a key holds. */
  static <E extends Enum<E>> E choice(
      ConfigFile file, String key, E[] values, Function<E, String> word, E absent) {
    String found =
        file.word(
            key, Arrays.stream(values).map(word).collect(Collectors.toSet()), word.apply(absent));
    return Arrays.stream(values).filter(v -> word.apply(v).equals(found)).findFirst().orElseThrow();
  }

  private static double beta(ConfigFile file, String key, double absent) {
    double beta = file.number(key, 0, 1, absent);
    if (beta == 0 || beta == 1) {
      throw file.error(key, "a number above 0 and below 1");
    }
    return beta;
  }

  private static NoiseSchedule trained(ConfigFile file, int timesteps) {
    List<Double> betas = file.numbers("trained_betas", timesteps, 0, 1);
    if (betas.size() != timesteps) {
      throw file.error(
          "trained_betas",
          "num_train_timesteps = " + timesteps + " numbers and not " + betas.size());
    }
    return NoiseSchedule.ofTrained(betas);
  }

  /** Betas may each be legal and yet leave no noise at the start or no signal at the end. */
  private static void check(ConfigFile file, NoiseSchedule noise) {
    boolean trained = file.has("trained_betas");
    if (!(noise.alphaCumprod(0) < 1)) {
      throw file.error(
          trained ? "trained_betas" : "beta_start", "a first beta that fp32 can subtract from 1");
    }
    if (!(noise.alphaCumprod(noise.numTrainTimesteps() - 1) >= MIN_ALPHA_CUMPROD)) {
      throw file.error(
          trained ? "trained_betas" : "beta_end",
          "betas whose product of (1 - beta) stays above " + MIN_ALPHA_CUMPROD);
    }
  }
}
