package dev.pixdelta.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The sizes a multi-scale model was trained on, one per aspect ratio (PixArt-α, appendix on
 * multi-scale training; the numbers are those of its released models).
 *
 * @param base side of the square bin: 1024, 512 or 256
 * @param bins from widest to tallest
 */
public record AspectRatioBins(int base, List<Bin> bins) {
  /**
   * One bin.
   *
   * @param ratio height / width, as the published table rounds it
   * @param size in pixels
   */
  public record Bin(double ratio, Size size) {}

  /**
   * Ratio, height and width at base 1024; the other tables are these sizes halved and quartered.
   */
  private static final double[][] AT_1024 = {
    {0.25, 512, 2048}, {0.28, 512, 1856}, {0.32, 576, 1792}, {0.33, 576, 1728},
    {0.35, 576, 1664}, {0.4, 640, 1600}, {0.42, 640, 1536}, {0.48, 704, 1472},
    {0.5, 704, 1408}, {0.52, 704, 1344}, {0.57, 768, 1344}, {0.6, 768, 1280},
    {0.68, 832, 1216}, {0.72, 832, 1152}, {0.78, 896, 1152}, {0.82, 896, 1088},
    {0.88, 960, 1088}, {0.94, 960, 1024}, {1.0, 1024, 1024}, {1.07, 1024, 960},
    {1.13, 1088, 960}, {1.21, 1088, 896}, {1.29, 1152, 896}, {1.38, 1152, 832},
    {1.46, 1216, 832}, {1.67, 1280, 768}, {1.75, 1344, 768}, {2.0, 1408, 704},
    {2.09, 1472, 704}, {2.4, 1536, 640}, {2.5, 1600, 640}, {3.0, 1728, 576},
    {4.0, 2048, 512},
  };

  public AspectRatioBins {
    bins = List.copyOf(bins);
  }

  /**
   * The table for a transformer, or none if there is none for it.
   *
   * @param sampleSize the transformer's {@code sample_size}: 128, 64 or 32 have a table
   */
  public static Optional<AspectRatioBins> forSampleSize(int sampleSize) {
    return switch (sampleSize) {
      case 128 -> Optional.of(table(1024));
      case 64 -> Optional.of(table(512));
      case 32 -> Optional.of(table(256));
      default -> Optional.empty();
    };
  }

  private static AspectRatioBins table(int base) {
    int divisor = 1024 / base;
    List<Bin> bins = new ArrayList<>();
    for (double[] row : AT_1024) {
      bins.add(new Bin(row[0], new Size((int) row[2] / divisor, (int) row[1] / divisor)));
    }
    return new AspectRatioBins(base, bins);
  }

  /** The bin whose ratio is nearest to that of the size asked for; of two as near, the wider. */
  public Size nearest(Size asked) {
    double ratio = (double) asked.height() / asked.width();
    Bin best = bins.getFirst();
    for (Bin bin : bins) {
      if (Math.abs(bin.ratio() - ratio) < Math.abs(best.ratio() - ratio)) {
        best = bin;
      }
    }
    return best.size();
  }
}
