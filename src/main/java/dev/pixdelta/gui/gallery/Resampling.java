package dev.pixdelta.gui.gallery;

/**
 * Scales pictures for tiles with the Catmull-Rom cubic, widened when pictures become smaller: small
 * pictures stay sharper than the window's own bilinear filter would draw them, large ones do not
 * sparkle. Any thread.
 */
final class Resampling {
  private Resampling() {}

  /** What each pixel of a line is made of: weights of source pixels from {@code first} on. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Tap(int first, float[] weights) {}

  /** Scales to exactly this size. */
  static Pixels scale(Pixels source, int width, int height) {
    if (source.width() == width && source.height() == height) {
      return source;
    }
    Tap[] across = taps(source.width(), width);
    Tap[] down = taps(source.height(), height);
    float[] lines = new float[width * source.height() * 4];
    int[] in = source.argb();
    for (int y = 0; y < source.height(); y++) {
      for (int x = 0; x < width; x++) {
        Tap tap = across[x];
        float a = 0;
        float r = 0;
        float g = 0;
        float b = 0;
        int at = y * source.width() + tap.first;
        for (float weight : tap.weights) {
          int p = in[at++];
          a += weight * (p >>> 24);
          r += weight * (p >> 16 & 255);
          g += weight * (p >> 8 & 255);
          b += weight * (p & 255);
        }
        int to = (y * width + x) * 4;
        lines[to] = a;
        lines[to + 1] = r;
        lines[to + 2] = g;
        lines[to + 3] = b;
      }
    }
    int[] out = new int[width * height];
    for (int y = 0; y < height; y++) {
      Tap tap = down[y];
      for (int x = 0; x < width; x++) {
        float a = 0;
        float r = 0;
        float g = 0;
        float b = 0;
        int at = (tap.first * width + x) * 4;
        for (float weight : tap.weights) {
          a += weight * lines[at];
          r += weight * lines[at + 1];
          g += weight * lines[at + 2];
          b += weight * lines[at + 3];
          at += width * 4;
        }
        int alpha = clamp(a, 255);
        out[y * width + x] =
            alpha << 24 | clamp(r, alpha) << 16 | clamp(g, alpha) << 8 | clamp(b, alpha);
      }
    }
    return new Pixels(out, width, height);
  }

  /** The cubic overshoots at edges. */
  private static int clamp(float value, int most) {
    return Math.clamp(Math.round(value), 0, most);
  }

  private static Tap[] taps(int from, int to) {
    double ratio = (double) from / to;
    double stretch = Math.max(1, ratio);
    Tap[] taps = new Tap[to];
    for (int i = 0; i < to; i++) {
      double centre = (i + 0.5) * ratio - 0.5;
      int first = Math.max(0, (int) Math.ceil(centre - 2 * stretch));
      int last = Math.min(from - 1, (int) Math.floor(centre + 2 * stretch));
      float[] weights = new float[last - first + 1];
      double sum = 0;
      for (int k = first; k <= last; k++) {
        double weight = catmullRom((k - centre) / stretch);
        weights[k - first] = (float) weight;
        sum += weight;
      }
      for (int k = 0; k < weights.length; k++) {
        weights[k] = (float) (weights[k] / sum);
      }
      taps[i] = new Tap(first, weights);
    }
    return taps;
  }

  private static double catmullRom(double x) {
    double t = Math.abs(x);
    if (t < 1) {
      return (1.5 * t - 2.5) * t * t + 1;
    }
    return t < 2 ? ((-0.5 * t + 2.5) * t - 4) * t + 2 : 0;
  }
}
