package dev.pixdelta.pipeline;

import java.util.List;
import java.util.Optional;

/**
 * The sizes a multi-scale model was trained on, one per aspect ratio (PixArt-α, multi-scale
 * training; the numbers are those of its released models).
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

  /** The table at base 1024; the other two are these sizes halved and quartered. */
  private static final List<Bin> AT_1024 =
      List.of(
          bin(0.25, 2048, 512),
          bin(0.28, 1856, 512),
          bin(0.32, 1792, 576),
          bin(0.33, 1728, 576),
          bin(0.35, 1664, 576),
          bin(0.4, 1600, 640),
          bin(0.42, 1536, 640),
          bin(0.48, 1472, 704),
          bin(0.5, 1408, 704),
          bin(0.52, 1344, 704),
          bin(0.57, 1344, 768),
          bin(0.6, 1280, 768),
          bin(0.68, 1216, 832),
          bin(0.72, 1152, 832),
          bin(0.78, 1152, 896),
          bin(0.82, 1088, 896),
          bin(0.88, 1088, 960),
          bin(0.94, 1024, 960),
          bin(1.0, 1024, 1024),
          bin(1.07, 960, 1024),
          bin(1.13, 960, 1088),
          bin(1.21, 896, 1088),
          bin(1.29, 896, 1152),
          bin(1.38, 832, 1152),
          bin(1.46, 832, 1216),
          bin(1.67, 768, 1280),
          bin(1.75, 768, 1344),
          bin(2.0, 704, 1408),
          bin(2.09, 704, 1472),
          bin(2.4, 640, 1536),
          bin(2.5, 640, 1600),
          bin(3.0, 576, 1728),
          bin(4.0, 512, 2048));

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

  /**
   * The sizes of a model: those of its own table; for a model without one, the table at 1024 scaled
   * to its native size.
   *
   * @param nativeSize what it draws by default
   * @param multiple its sides are multiples of this: patch size x VAE factor
   */
  public static AspectRatioBins of(Size nativeSize, int multiple) {
    int side = nativeSize.width();
    return new AspectRatioBins(
        side,
        AT_1024.stream()
            .map(
                b ->
                    bin(
                        b.ratio,
                        scaled(b.size.width(), side, multiple),
                        scaled(b.size.height(), side, multiple)))
            .toList());
  }

  private static int scaled(int side, int nativeSide, int multiple) {
    return (int) Math.max(1, Math.round((double) side * nativeSide / 1024 / multiple)) * multiple;
  }

  /** The bin whose published ratio is the given one. */
  Size of(double ratio) {
    return bins.stream().filter(b -> b.ratio() == ratio).findFirst().orElseThrow().size();
  }

  private static AspectRatioBins table(int base) {
    int divisor = 1024 / base;
    return new AspectRatioBins(
        base,
        AT_1024.stream()
            .map(b -> bin(b.ratio, b.size.width() / divisor, b.size.height() / divisor))
            .toList());
  }

  private static Bin bin(double ratio, int width, int height) {
    return new Bin(ratio, new Size(width, height));
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
