package dev.pixdelta.studio.control;

/**
 * Soft edges of the look that edge networks give: gradients of the picture at three blurs, the
 * wider the fewer details, put together. Needs no weights.
 */
final class SoftEdges {
  private static final double[] SIGMAS = {1, 2, 4};

  /** A change below this is the grain of a photograph. */
  private static final float GRAIN = 0.02f;

  private SoftEdges() {}

  /** Bright where many scales see an edge. */
  static GreyPicture of(GreyPicture photo) {
    int width = photo.size().width();
    int height = photo.size().height();
    float[] sum = new float[photo.values().length];
    for (double sigma : SIGMAS) {
      float[] lengths =
          Gradient.of(GaussianBlur.of(photo.values(), width, height, sigma), width, height)
              .lengths();
      for (int i = 0; i < sum.length; i++) {
        // The wider the blur, the flatter the same edge.
        sum[i] += (float) (Math.max(lengths[i] - GRAIN / sigma, 0) * sigma);
      }
    }
    float[] soft = GaussianBlur.of(sum, width, height, 0.8);
    for (int i = 0; i < soft.length; i++) {
      // A half at a third of a full step: near-black stays, strong edges do not burn out.
      float v = soft[i];
      soft[i] = v * v / (v * v + 0.09f);
    }
    return new GreyPicture(photo.size(), soft);
  }
}
