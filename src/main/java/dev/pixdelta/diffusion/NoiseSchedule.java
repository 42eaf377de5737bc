package dev.pixdelta.diffusion;

import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /** The schedule of a configuration. */
  public static NoiseSchedule of(SchedulerConfig config) {
    return new NoiseSchedule(
        cumulativeProduct(
            betas(
                config.numTrainTimesteps(),
                config.betaStart(),
                config.betaEnd(),
                config.betaSchedule(),
                config.trainedBetas())));
  }

  /** How many training timesteps there are. */
  public int numTrainTimesteps() {
    return alphasCumprod.length;
  }

  /**
   * alpha-bar at a timestep, in (0, 1), falling with t.
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

  private static float[] betas(
      int n, double start, double end, BetaSchedule schedule, @Nullable List<Double> trained) {
    float[] betas = new float[n];
    if (trained != null) {
      for (int i = 0; i < n; i++) {
        betas[i] = trained.get(i).floatValue();
      }
      return betas;
    }
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
