package dev.pixdelta.diffusion;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * One run from noise to clean latents: the timesteps at which the network is asked, and the update
 * after each answer. The update is computed in fp32 whatever the network computes in, because
 * 1/sqrt(alpha-bar) reaches 157 at the first timestep.
 *
 * <p>Steps are made in order, {@code index} 0 to {@code timesteps().length - 1}. Used by the thread
 * that owns the tensors.
 */
public sealed interface Sampler extends AutoCloseable permits LcmSampler, DpmSolverSampler {
  /**
   * The result of one step; the caller closes both arrays.
   *
   * @param sample the latents at the next timestep, fp32 [n, c, h, w]
   * @param denoised the clean latents predicted at this step, fp32 [n, c, h, w], for previews
   */
  record Step(NDArray sample, NDArray denoised) {}

  /**
   * A sampler for the configuration's kind.
   *
   * @param steps 1 (LCM) or 2 (DPM-Solver++) to {@link #maxSteps}
   * @throws IllegalArgumentException if steps is out of these bounds
   */
  static Sampler create(SchedulerConfig config, int steps) {
    return switch (config.sampler()) {
      case LCM -> new LcmSampler(config, steps);
      case DPM_SOLVER_PP -> new DpmSolverSampler(config, steps);
    };
  }

  /**
   * The most steps this configuration allows: the bound of its kind, lowered where the schedule has
   * fewer timesteps to give (LCM: original_inference_steps).
   */
  static int maxSteps(SchedulerConfig config) {
    int available =
        switch (config.sampler()) {
          case LCM -> config.originalInferenceSteps();
          // One more than the steps are spread over the timesteps; with an offset, the highest
          // must stay below the end.
          case DPM_SOLVER_PP -> config.noise().numTrainTimesteps() / (config.stepsOffset() + 1) - 1;
        };
    return Math.min(config.sampler().maxSteps(), available);
  }

  /** The timesteps to give to the network, one per step, descending; a copy. */
  int[] timesteps();

  /** Whether {@link #step} at this index needs fresh noise. */
  boolean needsNoise(int index);

  /**
   * Makes one step. The arguments stay the caller's.
   *
   * @param index 0 to {@code timesteps().length - 1}
   * @param modelOutput the network's answer at {@code timesteps()[index]}, fp32 [n, c, h, w], after
   *     guidance
   * @param sample the latents given to the network, fp32 [n, c, h, w]
   * @param noise fp32 [n, c, h, w] where {@link #needsNoise}, else ignored and best null
   * @return arrays attached to the sample's manager
   * @throws IllegalArgumentException if the index is out of range, an array is not fp32, shapes
   *     differ, or noise is missing
   */
  Step step(int index, NDArray modelOutput, NDArray sample, @Nullable NDArray noise);

  /** Forgets earlier steps, for another run with the same timesteps. */
  void reset();

  /** Frees what earlier steps left; as {@link #reset}. */
  @Override
  default void close() {
    reset();
  }
}
