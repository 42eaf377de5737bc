package dev.pixdelta.gui.gallery;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.image.Image;

/**
 * A picture in several sizes, each half of the one before, so that it is drawn well at every scale:
 * no sparkle when it is small, no mush when a small picture is enlarged. Immutable.
 *
 * @param width of the picture in its file
 * @param height of the picture in its file
 * @param reduction as in {@link ImageFile.Decoded}
 * @param levels the largest first
 * @param base index of the level of the decoded pixels
 * @param bytes of all levels
 */
record Pyramid(int width, int height, int reduction, List<Image> levels, int base, long bytes) {
  /** Most pixels held of a picture; 2,900 x 2,900. */
  static final long MOST_PIXELS = 1 << 23;

  private static final int ENLARGED_BELOW = 512;
  private static final int SMALLEST = 256;

  Pyramid {
    levels = List.copyOf(levels);
  }

  static Pyramid of(ImageFile.Decoded decoded) {
    List<Image> levels = new ArrayList<>();
    Pixels pixels = decoded.pixels();
    long bytes = 0;
    int base = 0;
    if (Math.max(pixels.width(), pixels.height()) <= ENLARGED_BELOW) {
      for (int times = (int) Zoom.PIXELS_SEEN; times > 1; times /= 2) {
        Pixels large = Resampling.scale(pixels, pixels.width() * times, pixels.height() * times);
        levels.add(large.image());
        bytes += large.bytes();
        base++;
      }
    }
    levels.add(pixels.image());
    bytes += pixels.bytes();
    while (Math.max(pixels.width(), pixels.height()) > SMALLEST) {
      pixels = pixels.halved();
      levels.add(pixels.image());
      bytes += pixels.bytes();
    }
    return new Pyramid(decoded.width(), decoded.height(), decoded.reduction(), levels, base, bytes);
  }

  /** The picture with its own pixels. */
  Image pixels() {
    return levels.get(base);
  }

  /**
   * What to draw at a scale.
   *
   * @param scale pixels of the screen per pixel of the file's picture
   */
  Image at(double scale) {
    if (scale > Zoom.PIXELS_SEEN) {
      return pixels();
    }
    double wanted = width * scale;
    Image best = levels.getFirst();
    for (Image level : levels) {
      if (level.getWidth() >= wanted * 0.99) {
        best = level;
      }
    }
    return best;
  }
}
