package dev.pixdelta.pipeline;

/**
 * How like a picture its preview is, both at the preview's size.
 *
 * @param correlation Pearson's, of all channels
 * @param meanErrors mean absolute difference of red, green and blue, of 255
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PreviewLikeness(double correlation, double[] meanErrors) {
  /** The picture is averaged to the preview's pixels. */
  static PreviewLikeness of(Picture preview, Picture picture) {
    int width = preview.size().width();
    int factor = picture.size().width() / width;
    int n = preview.rgb().length;
    double[] small = new double[n];
    for (int i = 0; i < picture.rgb().length; i++) {
      int pixel = i / 3;
      int x = pixel % picture.size().width() / factor;
      int y = pixel / picture.size().width() / factor;
      small[3 * (y * width + x) + i % 3] += (picture.rgb()[i] & 0xff) / (double) (factor * factor);
    }
    double[] errors = new double[3];
    double sa = 0;
    double sb = 0;
    double aa = 0;
    double bb = 0;
    double ab = 0;
    for (int i = 0; i < n; i++) {
      double a = preview.rgb()[i] & 0xff;
      double b = small[i];
      errors[i % 3] += Math.abs(a - b) / (n / 3.0);
      sa += a;
      sb += b;
      aa += a * a;
      bb += b * b;
      ab += a * b;
    }
    double correlation = (ab - sa * sb / n) / Math.sqrt((aa - sa * sa / n) * (bb - sb * sb / n));
    return new PreviewLikeness(correlation, errors);
  }
}
