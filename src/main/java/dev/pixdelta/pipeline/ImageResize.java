package dev.pixdelta.pipeline;

/**
 * From decoded pixels to a picture: resize and crop after binning, then 8-bit sRGB. Works on planar
 * fp32 images on the heap, as diffusers' image processor does on tensors.
 */
public final class ImageResize {
  private ImageResize() {}

  /**
   * Scales an image until it covers the new size, keeping its aspect ratio, and cuts out the
   * centre. Bilinear between pixel centres, without antialiasing. An image that has the size
   * already is returned as it is.
   *
   * @param image [planes, height, width], row-major; not changed
   * @param planes at least 1
   * @param newHeight at least 1
   * @param newWidth at least 1
   * @return [planes, newHeight, newWidth]
   * @throws IllegalArgumentException if a size is below 1 or the image has another length
   */
  public static float[] resizeAndCrop(
      float[] image, int planes, int height, int width, int newHeight, int newWidth) {
    if (planes < 1
        || height < 1
        || width < 1
        || newHeight < 1
        || newWidth < 1
        || image.length != (long) planes * height * width) {
      throw new IllegalArgumentException(
          "image of " + image.length + " for [" + planes + ", " + height + ", " + width + "]");
    }
    if (height == newHeight && width == newWidth) {
      return image;
    }
    double ratio = Math.max((double) newHeight / height, (double) newWidth / width);
    // Truncated, but never below the new size: 704 * (30 / 704.0) is 29.999..., after which
    // diffusers crops a single column.
    int resizedHeight = Math.max((int) (height * ratio), newHeight);
    int resizedWidth = Math.max((int) (width * ratio), newWidth);
    // Only what the crop keeps is computed.
    Taps rows = Taps.of(height, resizedHeight, (resizedHeight - newHeight) / 2, newHeight);
    Taps columns = Taps.of(width, resizedWidth, (resizedWidth - newWidth) / 2, newWidth);

    float[] out = new float[Math.multiplyExact(planes, Math.multiplyExact(newHeight, newWidth))];
    int o = 0;
    for (int p = 0; p < planes; p++) {
      for (int y = 0; y < newHeight; y++) {
        int upper = (p * height + rows.low[y]) * width;
        int lower = (p * height + rows.high[y]) * width;
        float wy = rows.weight[y];
        for (int x = 0; x < newWidth; x++) {
          int left = columns.low[x];
          int right = columns.high[x];
          float wx = columns.weight[x];
          float top = (1 - wx) * image[upper + left] + wx * image[upper + right];
          float bottom = (1 - wx) * image[lower + left] + wx * image[lower + right];
          out[o++] = (1 - wy) * top + wy * bottom;
        }
      }
    }
    return out;
  }

  /**
   * Values in [-1, 1] to bytes: x / 2 + 0.5, clamped to [0, 1], times 255, rounded half to even.
   * Not-a-number becomes 0.
   *
   * @param planar [3, height, width], row-major
   * @return 3 * width * height bytes, interleaved rows from the top
   * @throws IllegalArgumentException if the image has another length
   */
  public static byte[] toRgb(float[] planar, int height, int width) {
    int pixels = Math.multiplyExact(height, width);
    if (planar.length != 3L * pixels) {
      throw new IllegalArgumentException(
          "image of " + planar.length + " for [3, " + height + ", " + width + "]");
    }
    byte[] rgb = new byte[planar.length];
    for (int i = 0; i < pixels; i++) {
      for (int c = 0; c < 3; c++) {
        float unit = Math.clamp(planar[c * pixels + i] / 2 + 0.5f, 0f, 1f);
        rgb[3 * i + c] = (byte) (int) Math.rint(unit * 255f);
      }
    }
    return rgb;
  }

  /**
   * For each output position along one axis: the two pixels it lies between, and the weight of the
   * second.
   */
  @SuppressWarnings("ArrayRecordComponent") // private lookup tables, never compared
  private record Taps(int[] low, int[] high, float[] weight) {
    /** In fp32, as torch computes source positions: 0.1 pixels off at most for huge images. */
    static Taps of(int size, int resized, int start, int count) {
      Taps taps = new Taps(new int[count], new int[count], new float[count]);
      float scale = (float) size / resized;
      for (int i = 0; i < count; i++) {
        float source = Math.max(scale * (start + i + 0.5f) - 0.5f, 0);
        int low = Math.min((int) source, size - 1);
        taps.low[i] = low;
        taps.high[i] = Math.min(low + 1, size - 1);
        taps.weight[i] = Math.clamp(source - low, 0f, 1f);
      }
      return taps;
    }
  }
}
