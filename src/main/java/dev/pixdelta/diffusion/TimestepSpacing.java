package dev.pixdelta.diffusion;

/** How a sampler spreads its steps over the training timesteps (Lin et al. 2023, table 2). */
public enum TimestepSpacing {
  LINSPACE("linspace"),
  LEADING("leading"),
  TRAILING("trailing");

  private final String key;

  TimestepSpacing(String key) {
    this.key = key;
  }

  /** The word that scheduler files use. */
  public String key() {
    return key;
  }
}
