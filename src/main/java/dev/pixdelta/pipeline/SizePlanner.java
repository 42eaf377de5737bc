package dev.pixdelta.pipeline;

import java.util.Optional;

/**
 * Sizes of one model: the native one, what can be drawn, and which bin a wanted size falls into.
 */
final class SizePlanner {
  private final Size nativeSize;
  private final SizeRule rule;
  private final int sampleSize;
  private final Optional<AspectRatioBins> bins;

  /**
   * @param sampleSize side of the native latent
   * @param patch patch side in latent pixels
   * @param factor picture pixels per latent pixel
   */
  SizePlanner(int sampleSize, int patch, int factor) {
    this.sampleSize = sampleSize;
    this.nativeSize = new Size(sampleSize * factor, sampleSize * factor);
    this.rule = new SizeRule(patch * factor);
    this.bins = AspectRatioBins.forSampleSize(sampleSize);
  }

  Size nativeSize() {
    return nativeSize;
  }

  /** Sides of drawn pictures are multiples of this. */
  int multiple() {
    return rule.multiple();
  }

  /** Whether there is a table of sizes that goes with the native one. */
  boolean hasTable() {
    return bins.isPresent() && bins.get().base() == nativeSize.width();
  }

  /**
   * The size to draw for a wanted one.
   *
   * @throws InvalidRequestException if the size cannot be drawn, or there is no table to bin with
   */
  Size drawn(Size wanted, Binning binning) {
    boolean on = binning == Binning.ON || (binning == Binning.AUTO && hasTable());
    if (!on) {
      rule.checkDrawn(wanted);
      return wanted;
    }
    SizeRule.checkSides(wanted);
    AspectRatioBins table =
        bins.orElseThrow(
            () ->
                new InvalidRequestException(
                    "There is no table of sizes for sample_size {0} (only for 128, 64 and 32); use --binning off",
                    sampleSize));
    Size drawn = table.nearest(wanted);
    rule.checkDrawn(drawn);
    return drawn;
  }
}
