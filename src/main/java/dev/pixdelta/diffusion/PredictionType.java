package dev.pixdelta.diffusion;

import ai.djl.ndarray.NDArray;

/** What the network predicts, given x_t = alpha x_0 + sigma epsilon. */
public enum PredictionType {
  /** The noise epsilon. */
  EPSILON("epsilon"),
  /** The velocity v = alpha epsilon - sigma x_0 (Salimans and Ho 2022, appendix D). */
  VELOCITY("v_prediction"),
  /** The clean latents x_0. */
  SAMPLE("sample");

  private final String key;

  PredictionType(String key) {
    this.key = key;
  }

  /** The word that scheduler files use. */
  public String key() {
    return key;
  }

  /**
   * The clean latents x_0 that a model output stands for.
   *
   * @param sample x_t, fp32 [n, c, h, w]
   * @param modelOutput of the same shape and type
   * @param alpha sqrt(alpha-bar) at t
   * @param sigma sqrt(1 - alpha-bar) at t
   * @return fp32 [n, c, h, w], attached to the sample's manager, for the caller to close
   */
  NDArray toClean(NDArray sample, NDArray modelOutput, float alpha, float sigma) {
    return switch (this) {
      case EPSILON -> {
        // Divide last: alpha is 1/157 at the noisiest timestep, and folding 1/alpha into both
        // factors would round twice before the large terms cancel.
        try (NDArray noise = modelOutput.mul(sigma);
            NDArray signal = sample.sub(noise)) {
          yield signal.div(alpha);
        }
      }
      case VELOCITY -> {
        try (NDArray a = sample.mul(alpha);
            NDArray b = modelOutput.mul(sigma)) {
          yield a.sub(b);
        }
      }
      case SAMPLE -> {
        NDArray clean = modelOutput.duplicate();
        clean.attach(sample.getManager());
        yield clean;
      }
    };
  }
}
