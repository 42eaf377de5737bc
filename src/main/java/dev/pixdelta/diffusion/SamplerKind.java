package dev.pixdelta.diffusion;

/** The samplers there are, with the bounds and defaults of each. */
public enum SamplerKind {
  /** Latent consistency sampling (PIXART-δ, section 3). */
  LCM("LCM", 1, 50, 4, 0.0),
  /** DPM-Solver++ of second order, multistep, midpoint. */
  DPM_SOLVER_PP("DPM++ 2M", 2, 100, 14, 4.5);

  private final String label;
  private final int minSteps;
  private final int maxSteps;
  private final int defaultSteps;
  private final double defaultGuidance;

  SamplerKind(String label, int minSteps, int maxSteps, int defaultSteps, double defaultGuidance) {
    this.label = label;
    this.minSteps = minSteps;
    this.maxSteps = maxSteps;
    this.defaultSteps = defaultSteps;
    this.defaultGuidance = defaultGuidance;
  }

  /** The name that picture metadata uses. */
  public String label() {
    return label;
  }

  public int minSteps() {
    return minSteps;
  }

  public int maxSteps() {
    return maxSteps;
  }

  public int defaultSteps() {
    return defaultSteps;
  }

  /** Guidance scale when none is asked for; up to 1 means one pass without a negative prompt. */
  public double defaultGuidance() {
    return defaultGuidance;
  }
}
