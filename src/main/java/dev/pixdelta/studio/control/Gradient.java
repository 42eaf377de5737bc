package dev.pixdelta.studio.control;

/**
 * How steeply a picture's brightness changes, by Sobel's 3x3 kernels; the border repeats. A step
 * from black to white along a straight edge has the length 1.
 *
 * @param right change to the right, for each pixel
 * @param down change downwards
 */
@SuppressWarnings("ArrayRecordComponent") // buffers inside this package, never compared
record Gradient(float[] right, float[] down) {
  static Gradient of(float[] v, int width, int height) {
    Gradient g = new Gradient(new float[v.length], new float[v.length]);
    for (int y = 0; y < height; y++) {
      int above = Math.max(y - 1, 0) * width;
      int here = y * width;
      int below = Math.min(y + 1, height - 1) * width;
      for (int x = 0; x < width; x++) {
        int l = Math.max(x - 1, 0);
        int r = Math.min(x + 1, width - 1);
        g.right[here + x] =
            (v[above + r]
                    + 2 * v[here + r]
                    + v[below + r]
                    - v[above + l]
                    - 2 * v[here + l]
                    - v[below + l])
                / 4;
        g.down[here + x] =
            (v[below + l]
                    + 2 * v[below + x]
                    + v[below + r]
                    - v[above + l]
                    - 2 * v[above + x]
                    - v[above + r])
                / 4;
      }
    }
    return g;
  }

  /** Its length at every pixel. */
  float[] lengths() {
    float[] out = new float[right.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) Math.sqrt(right[i] * right[i] + down[i] * down[i]);
    }
    return out;
  }
}
