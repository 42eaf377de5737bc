package dev.pixdelta.diffusion;

import java.util.List;

/**
 * The noise levels of the forward process: alpha-bar_t is the product of (1 - beta_s) for s up to t
 * (Ho et al. 2020, equation 4). Computed with the roundings of torch on a CPU, so that samplers
 * agree with diffusers to the last bits: fp32 betas, fp32 1 - beta, a product kept in double and
 * rounded at each timestep. Immutable.
 */
public final class NoiseSchedule {
  private static final double MAX_BETA = 0.999;

  private final float[] alphasCumprod;

  private NoiseSchedule(float[] alphasCumprod) {
    this.alphasCumprod = alphasCumprod;
  }

  /**
   * The schedule of betas that run from one number to another.
   *
   * @param timesteps of the forward process, at least 2
   * @param start first beta, between 0 and 1; squared cosines take no notice of both
   * @param end last beta, between 0 and 1
   */
  static NoiseSchedule of(int timesteps, double start, double end, BetaSchedule schedule) {
    return new NoiseSchedule(cumulativeProduct(betas(timesteps, start, end, schedule)));
  }

  /** The schedule of one beta for each timestep. */
  static NoiseSchedule ofTrained(List<Double> betas) {
    float[] rounded = new float[betas.size()];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = betas.get(i).floatValue();
    }
    return new NoiseSchedule(cumulativeProduct(rounded));
  }

  /**
   * Stretched so that nothing is left of the signal at the last timestep (Lin et al. 2023,
   * algorithm 1).
   *
   * @param last alpha-bar there, instead of the 0 that comes out
   */
  NoiseSchedule withZeroTerminalSnr(float last) {
    int n = alphasCumprod.length;
    float first = alpha(0);
    float before = alpha(n - 1);
    float scale = first / (first - before);
    float[] betas = new float[n];
    float previous = 0;
    for (int t = 0; t < n; t++) {
      float alpha = (alpha(t) - before) * scale;
      float alphaBar = alpha * alpha;
      betas[t] = 1 - (t == 0 ? alphaBar : alphaBar / previous);
      previous = alphaBar;
    }
    float[] stretched = cumulativeProduct(betas);
    stretched[n - 1] = last;
    return new NoiseSchedule(stretched);
  }

  /** How many training timesteps there are. */
  public int numTrainTimesteps() {
    return alphasCumprod.length;
  }

  /**
   * alpha-bar at a timestep, in [0, 1), falling with t.
   *
   * @param t 0 to {@code numTrainTimesteps() - 1}
   * @throws IndexOutOfBoundsException if t is out of range
   */
  public float alphaCumprod(int t) {
    return alphasCumprod[t];
  }

  /** sqrt(alpha-bar): what is left of the signal at t. */
  public float alpha(int t) {
    return (float) Math.sqrt(alphasCumprod[t]);
  }

  /** sqrt(1 - alpha-bar): the standard deviation of the noise at t. */
  public float sigma(int t) {
    return (float) Math.sqrt(1 - alphasCumprod[t]);
  }

  private static float[] betas(int n, double start, double end, BetaSchedule schedule) {
    float[] betas = new float[n];
    switch (schedule) {
      case LINEAR -> linspace(betas, start, end);
      case SCALED_LINEAR -> {
        linspace(betas, Math.sqrt(start), Math.sqrt(end));
        for (int i = 0; i < n; i++) {
          betas[i] *= betas[i];
        }
      }
      case SQUARED_COSINE -> {
        for (int i = 0; i < n; i++) {
          double beta = 1 - cosineAlphaBar((i + 1.0) / n) / cosineAlphaBar((double) i / n);
          betas[i] = (float) Math.min(beta, MAX_BETA);
        }
      }
    }
    return betas;
  }

  /** torch.linspace in fp32: counted from both ends towards the middle, fused multiply-add. */
  private static void linspace(float[] out, double start, double end) {
    int n = out.length;
    float first = (float) start;
    float last = (float) end;
    float step = (last - first) / (n - 1);
    for (int i = 0; i < n; i++) {
      out[i] = i < n / 2 ? Math.fma(step, i, first) : Math.fma(-step, n - 1 - i, last);
    }
  }

  private static double cosineAlphaBar(double t) {
    double c = Math.cos((t + 0.008) / 1.008 * Math.PI / 2);
    return c * c;
  }

  private static float[] cumulativeProduct(float[] betas) {
    float[] out = new float[betas.length];
    double product = 1;
    for (int i = 0; i < betas.length; i++) {
      product *= 1f - betas[i];
      out[i] = (float) product;
    }
    return out;
  }
}
