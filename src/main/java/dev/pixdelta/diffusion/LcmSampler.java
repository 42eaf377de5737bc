package dev.pixdelta.diffusion;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * Latent consistency sampling: each step predicts clean latents and, but for the last, puts fresh
 * noise of the next level on them (Luo et al. 2023, "Latent Consistency Models", algorithm 3; as
 * PIXART-δ uses it, section 3). Stateless between steps.
 */
public final class LcmSampler implements Sampler {
  private static final float SIGMA_DATA_SQUARED = 0.25f;

  private final NoiseSchedule noise;
  private final PredictionType prediction;
  private final float timestepScaling;
  private final int[] timesteps;

  /**
   * @param steps 1 to {@link Sampler#maxSteps}
   * @throws IllegalArgumentException if steps is out of bounds
   */
  LcmSampler(SchedulerConfig config, int steps) {
    if (steps < config.sampler().minSteps() || steps > Sampler.maxSteps(config)) {
      throw new IllegalArgumentException(
          "LCM steps " + steps + ": expected 1 to " + Sampler.maxSteps(config));
    }
    this.noise = NoiseSchedule.of(config);
    this.prediction = config.predictionType();
    this.timestepScaling = (float) config.timestepScaling();
    this.timesteps = timesteps(config.numTrainTimesteps(), config.originalInferenceSteps(), steps);
  }

  /**
   * Evenly spaced picks from the schedule that the model was distilled on, k - 1, 2k - 1, ...,
   * highest first (the skipping schedule of the paper's section 4.3).
   */
  private static int[] timesteps(int trainTimesteps, int originalSteps, int steps) {
    int k = trainTimesteps / originalSteps;
    double stride = (double) originalSteps / steps;
    int[] out = new int[steps];
    for (int i = 0; i < steps; i++) {
      int pick = (int) Math.floor(i * stride);
      out[i] = (originalSteps - pick) * k - 1;
    }
    return out;
  }

  @Override
  public int[] timesteps() {
    return timesteps.clone();
  }

  @Override
  public boolean needsNoise(int index) {
    return index < timesteps.length - 1;
  }

  @Override
  public Step step(int index, NDArray modelOutput, NDArray sample, @Nullable NDArray freshNoise) {
    StepArguments.check(index, timesteps.length, modelOutput, sample, freshNoise);
    int t = timesteps[index];
    NDArray denoised = denoised(t, modelOutput, sample);
    try {
      if (!needsNoise(index)) {
        return new Step(denoised.duplicate(), denoised);
      }
      if (freshNoise == null) {
        throw new IllegalArgumentException("step " + index + " needs noise");
      }
      int next = timesteps[index + 1];
      try (NDArray signal = denoised.mul(noise.alpha(next));
          NDArray added = freshNoise.mul(noise.sigma(next))) {
        return new Step(signal.add(added), denoised);
      }
    } catch (RuntimeException | Error e) {
      denoised.close();
      throw e;
    }
  }

  /** The consistency function: c_skip(t) x_t + c_out(t) x_0 (the paper's equation 9). */
  private NDArray denoised(int t, NDArray modelOutput, NDArray sample) {
    float s = t * timestepScaling;
    float denominator = s * s + SIGMA_DATA_SQUARED;
    float cSkip = SIGMA_DATA_SQUARED / denominator;
    float cOut = s / (float) Math.sqrt(denominator);
    try (NDArray clean = prediction.toClean(sample, modelOutput, noise.alpha(t), noise.sigma(t));
        NDArray out = clean.mul(cOut);
        NDArray skip = sample.mul(cSkip)) {
      return out.add(skip);
    }
  }

  @Override
  public void reset() {
    // steps do not depend on each other
  }
}
