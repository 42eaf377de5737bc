package dev.pixdelta.diffusion;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * DPM-Solver++ of second order, multistep, midpoint (Lu et al. 2022, "DPM-Solver++", algorithm 2);
 * deterministic. Keeps a copy of the last step's clean latents, which it owns: {@link #close} frees
 * it, a step at index 0 or {@link #reset} forgets it.
 */
public final class DpmSolverSampler implements Sampler {
  /** Below this many steps diffusers lowers the order of the last one even at sigma_min. */
  private static final int FEW_STEPS = 15;

  private final PredictionType prediction;
  private final int solverOrder;
  private final boolean firstOrderAtEnd;
  private final int[] timesteps;
  private final float[] sigmas; // sigma / alpha at each timestep, then the final one

  private @Nullable NDArray previousClean; // x_0 predicted at previousIndex
  private int previousIndex = -1;

  /**
   * @param steps 2 to {@link Sampler#maxSteps}
   * @throws IllegalArgumentException if steps is out of bounds
   */
  DpmSolverSampler(SchedulerConfig config, int steps) {
    if (steps < config.sampler().minSteps() || steps > Sampler.maxSteps(config)) {
      throw new IllegalArgumentException(
          "DPM-Solver++ steps " + steps + ": expected 2 to " + Sampler.maxSteps(config));
    }
    this.prediction = config.predictionType();
    this.solverOrder = config.solverOrder();
    this.firstOrderAtEnd =
        config.eulerAtFinal()
            || config.finalSigmaZero()
            || (config.lowerOrderFinal() && steps < FEW_STEPS);
    this.timesteps = timesteps(config, steps);
    this.sigmas = sigmas(config, timesteps);
  }

  private static int[] timesteps(SchedulerConfig config, int steps) {
    int train = config.noise().numTrainTimesteps();
    int[] out = new int[steps];
    switch (config.timestepSpacing()) {
      case LINSPACE -> { // steps + 1 points from 0 to the last timestep, without 0
        double stride = (train - 1.0) / steps;
        for (int i = 0; i < steps; i++) {
          out[i] = i == 0 ? train - 1 : (int) Math.rint((steps - i) * stride);
        }
      }
      case LEADING -> {
        int stride = train / (steps + 1);
        for (int i = 0; i < steps; i++) {
          out[i] = (steps - i) * stride + config.stepsOffset();
        }
      }
      case TRAILING -> {
        double stride = train - (double) train / steps - train; // negative; rounded as numpy's
        for (int i = 0; i < steps; i++) {
          out[i] = (int) Math.rint(train + i * stride) - 1;
        }
      }
    }
    return out;
  }

  private static float[] sigmas(SchedulerConfig config, int[] timesteps) {
    NoiseSchedule noise = config.noise();
    float[] out = new float[timesteps.length + 1];
    for (int i = 0; i < timesteps.length; i++) {
      out[i] = sigma(noise, timesteps[i]);
    }
    out[timesteps.length] = config.finalSigmaZero() ? 0 : sigma(noise, 0);
    return out;
  }

  /** sigma / alpha: the noise level when latents are scaled to keep the signal at 1. */
  private static float sigma(NoiseSchedule noise, int t) {
    float a = noise.alphaCumprod(t);
    return (float) Math.sqrt((1 - a) / a);
  }

  @Override
  public int[] timesteps() {
    return timesteps.clone();
  }

  /** Always false. */
  @Override
  public boolean needsNoise(int index) {
    return false;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if the last step made was not {@code index - 1}
   */
  @Override
  public Step step(int index, NDArray modelOutput, NDArray sample, @Nullable NDArray noise) {
    StepArguments.check(index, timesteps.length, modelOutput, sample, noise);
    if (index == 0) {
      reset();
    } else if (index != previousIndex + 1) {
      throw new IllegalStateException("step " + index + " after step " + previousIndex);
    }
    Level s = Level.of(sigmas[index]);
    NDArray clean = prediction.toClean(sample, modelOutput, s.alpha, s.sigma);
    NDArray next = null;
    try {
      next = update(index, clean, sample);
      remember(index, clean);
      return new Step(next, clean);
    } catch (RuntimeException | Error e) {
      clean.close();
      if (next != null) {
        next.close();
      }
      throw e;
    }
  }

  /** x_t = (sigma_t / sigma_s) x_s - alpha_t (exp(-h) - 1) D, with D = D0 or D0 + D1 / 2. */
  private NDArray update(int index, NDArray clean, NDArray sample) {
    Level s = Level.of(sigmas[index]);
    Level t = Level.of(sigmas[index + 1]);
    float h = t.lambda - s.lambda; // infinite when t is noiseless: exp(-h) is then 0
    float factor = t.alpha * ((float) Math.exp(-h) - 1);
    boolean last = index == timesteps.length - 1;
    NDArray previous = previousClean;
    try (NDArray kept = sample.mul(t.sigma / s.sigma);
        NDArray drift = clean.mul(factor);
        NDArray firstOrder = kept.sub(drift)) {
      if (solverOrder == 1 || previous == null || (last && firstOrderAtEnd)) {
        return firstOrder.duplicate();
      }
      float r = (s.lambda - Level.of(sigmas[index - 1]).lambda) / h;
      try (NDArray change = clean.sub(previous);
          NDArray correction = change.mul(0.5f * factor * (1 / r))) {
        return firstOrder.sub(correction);
      }
    }
  }

  private void remember(int index, NDArray clean) {
    NDArray copy = clean.duplicate();
    // Outlives the sample's manager, which callers may close after each step.
    copy.detach();
    reset();
    previousClean = copy;
    previousIndex = index;
  }

  @Override
  public void reset() {
    NDArray old = previousClean;
    previousClean = null;
    previousIndex = -1;
    if (old != null) {
      old.close();
    }
  }

  /** A noise level, in fp32 as diffusers has it; lambda is log(alpha / sigma), half the log-SNR. */
  private record Level(float alpha, float sigma, float lambda) {
    static Level of(float sigma) {
      float alpha = 1 / (float) Math.sqrt(sigma * sigma + 1);
      float scaled = sigma * alpha;
      return new Level(alpha, scaled, (float) Math.log(alpha) - (float) Math.log(scaled));
    }
  }
}
