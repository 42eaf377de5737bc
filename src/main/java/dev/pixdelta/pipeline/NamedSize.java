package dev.pixdelta.pipeline;

import java.util.ArrayList;
import java.util.List;

/**
 * A size of a model under a name that people use.
 *
 * @param name what it is called
 * @param size in pixels, one that the model can draw
 */
public record NamedSize(Name name, Size size) {
  /** The names, from tall to wide, each with its height / width in the published table. */
  public enum Name {
    TALL(1.75),
    PORTRAIT(1.46),
    PORTRAIT_SHORT(1.21),
    SQUARE(1.0),
    LANDSCAPE_SHORT(0.82),
    LANDSCAPE(0.68),
    WIDE(0.57),
    PANORAMA(0.42);

    private final double ratio;

    Name(double ratio) {
      this.ratio = ratio;
    }
  }

  /**
   * The named sizes of a model: those of its own table; for a model without one, the table at 1024
   * scaled to its native size.
   *
   * @param multiple sides are multiples of this: patch size x VAE factor
   */
  static List<NamedSize> of(Size nativeSize, int multiple) {
    AspectRatioBins table = AspectRatioBins.of(nativeSize, multiple);
    List<NamedSize> sizes = new ArrayList<>();
    for (Name name : Name.values()) {
      Size size = table.of(name.ratio);
      if (sizes.stream().noneMatch(s -> s.size().equals(size))) {
        sizes.add(new NamedSize(name, size));
      }
    }
    return sizes;
  }
}
