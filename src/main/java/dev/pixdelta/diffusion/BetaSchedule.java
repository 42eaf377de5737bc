package dev.pixdelta.diffusion;

/** How the variances beta_t of the forward process run from first to last timestep. */
public enum BetaSchedule {
  /** Evenly spaced betas (Ho et al. 2020, section 4). */
  LINEAR("linear"),
  /** Evenly spaced square roots of betas (Rombach et al. 2022). */
  SCALED_LINEAR("scaled_linear"),
  /**
   * The squared-cosine alpha-bar, betas capped at 0.999 (Nichol and Dhariwal 2021, equation 17).
   */
  SQUARED_COSINE("squaredcos_cap_v2");

  private final String key;

  BetaSchedule(String key) {
    this.key = key;
  }

  /** The word that scheduler files use. */
  public String key() {
    return key;
  }
}
