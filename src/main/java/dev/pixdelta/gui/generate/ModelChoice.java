package dev.pixdelta.gui.generate;

import dev.pixdelta.diffusion.SamplerKind;
import dev.pixdelta.pipeline.Size;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model as the page offers it.
 *
 * @param name as {@link dev.pixdelta.hub.ModelLocator} finds it
 * @param facts what can be asked of it, or null if it cannot be used
 * @param problem why it cannot be used, or null
 */
record ModelChoice(String name, @Nullable Facts facts, @Nullable String problem) {
  /** The model that comes with the program. */
  static final String EMBEDDED = "nano";

  /**
   * @param nativeSize it draws best
   * @param sampler it was made for
   * @param multiple sides of drawn pictures are multiples of this
   * @param resizes whether any size can be had, drawn at the nearest bin and resized
   * @param sizes to offer, the native one first
   */
  record Facts(
      Size nativeSize, SamplerKind sampler, int multiple, boolean resizes, List<Named> sizes) {
    Facts {
      sizes = List.copyOf(sizes);
    }

    /** The size nearest to the one asked for that can be had; itself if it can. */
    Size nearest(Size asked) {
      if (resizes) {
        return asked;
      }
      return new Size(rounded(asked.width()), rounded(asked.height()));
    }

    private int rounded(int side) {
      return Math.max(1, Math.round((float) side / multiple)) * multiple;
    }

    /** The offered size whose shape is nearest to that of a size. */
    Size ofShape(Size shape) {
      double ratio = Math.log((double) shape.height() / shape.width());
      return sizes.stream()
          .map(Named::size)
          .min(
              Comparator.comparingDouble(
                  s -> Math.abs(Math.log((double) s.height() / s.width()) - ratio)))
          .orElse(nativeSize);
    }
  }

  /**
   * A size with a name.
   *
   * @param name of its shape: square, portrait, ...
   */
  record Named(String name, Size size) {}

  boolean isUsable() {
    return facts != null;
  }

  boolean isEmbedded() {
    return name.equals(EMBEDDED);
  }
}
