package dev.pixdelta.studio.control;

/** Blurs by a Gaussian, one axis after the other; the border repeats. */
final class GaussianBlur {
  private GaussianBlur() {}

  /**
   * @param sigma its width in pixels, above 0
   * @return as many values
   */
  static float[] of(float[] values, int width, int height, double sigma) {
    int radius = (int) Math.ceil(3 * sigma);
    float[] kernel = new float[2 * radius + 1];
    float sum = 0;
    for (int i = -radius; i <= radius; i++) {
      kernel[i + radius] = (float) Math.exp(-i * i / (2 * sigma * sigma));
      sum += kernel[i + radius];
    }
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] /= sum;
    }
    float[] across = new float[values.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        float blurred = 0;
        for (int i = -radius; i <= radius; i++) {
          blurred += kernel[i + radius] * values[y * width + Math.clamp(x + i, 0, width - 1)];
        }
        across[y * width + x] = blurred;
      }
    }
    float[] out = new float[values.length];
    for (int y = 0; y < height; y++) {
      for (int i = -radius; i <= radius; i++) {
        int from = Math.clamp(y + i, 0, height - 1) * width;
        for (int x = 0; x < width; x++) {
          out[y * width + x] += kernel[i + radius] * across[from + x];
        }
      }
    }
    return out;
  }
}
