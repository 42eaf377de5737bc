package dev.pixdelta.studio.control;

import dev.pixdelta.pipeline.Picture;
import dev.pixdelta.pipeline.Size;

/**
 * A picture of one brightness for each pixel.
 *
 * @param size in pixels
 * @param values 0 (black) to 1 (white), rows from the top; not copied
 */
@SuppressWarnings(
    "ArrayRecordComponent") // a hand-over of a large buffer; records are never compared
public record GreyPicture(Size size, float[] values) {
  /**
   * @throws IllegalArgumentException if there is not one value for each pixel
   */
  public GreyPicture {
    if (values.length != (long) size.width() * size.height()) {
      throw new IllegalArgumentException(values.length + " values for " + size);
    }
  }

  /**
   * The largest part in the middle that has another shape, scaled to that size. Made smaller, every
   * pixel is the mean of those it covers, weighted towards its centre, so that thin lines stay;
   * made larger, it is bilinear. A picture of that size already is returned as it is.
   */
  public GreyPicture covering(Size target) {
    if (size.equals(target)) {
      return this;
    }
    double scale =
        Math.min((double) size.width() / target.width(), (double) size.height() / target.height());
    Taps columns = Taps.of(size.width(), target.width(), scale);
    Taps rows = Taps.of(size.height(), target.height(), scale);
    int width = target.width();
    float[] narrow = new float[size.height() * width]; // [source height, target width]
    for (int y = 0; y < size.height(); y++) {
      for (int x = 0; x < width; x++) {
        narrow[y * width + x] = columns.sum(x, values, y * size.width(), 1);
      }
    }
    float[] out = new float[target.height() * width];
    for (int y = 0; y < target.height(); y++) {
      for (int x = 0; x < width; x++) {
        out[y * width + x] = rows.sum(y, narrow, x, width);
      }
    }
    return new GreyPicture(target, out);
  }

  /** Black becomes white. */
  GreyPicture inverted() {
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = 1 - values[i];
    }
    return new GreyPicture(size, out);
  }

  /** The same brightness in red, green and blue, 8 bits each. */
  public Picture rgb() {
    byte[] rgb = new byte[3 * values.length];
    for (int c = 0; c < 3; c++) {
      writeTo(rgb, c);
    }
    return new Picture(size, rgb);
  }

  /** Puts the values, 8 bits each, into one channel of interleaved pixels. */
  void writeTo(byte[] rgb, int channel) {
    for (int i = 0; i < values.length; i++) {
      rgb[3 * i + channel] = (byte) Math.round(Math.clamp(values[i], 0f, 1f) * 255);
    }
  }

  /** Along one axis: which source pixels make up each target pixel, and how much each counts. */
  @SuppressWarnings("ArrayRecordComponent") // private tables, never compared
  private record Taps(int[] first, float[][] weights) {
    static Taps of(int source, int target, double scale) {
      Taps taps = new Taps(new int[target], new float[target][]);
      double begin = (source - target * scale) / 2;
      double reach = Math.max(scale, 1);
      for (int i = 0; i < target; i++) {
        double centre = begin + (i + 0.5) * scale;
        int low = (int) Math.max(Math.ceil(centre - reach - 0.5), 0);
        int high = (int) Math.min(Math.floor(centre + reach - 0.5), source - 1);
        float[] weights = new float[high - low + 1];
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
          double weight = Math.max(1 - Math.abs(low + k + 0.5 - centre) / reach, 0);
          weights[k] = (float) weight;
          sum += weight;
        }
        for (int k = 0; k < weights.length; k++) {
          weights[k] = (float) (weights[k] / sum);
        }
        taps.first[i] = low;
        taps.weights[i] = weights;
      }
      return taps;
    }

    float sum(int i, float[] values, int offset, int stride) {
      float sum = 0;
      for (int k = 0; k < weights[i].length; k++) {
        sum += weights[i][k] * values[offset + (first[i] + k) * stride];
      }
      return sum;
    }
  }
}
