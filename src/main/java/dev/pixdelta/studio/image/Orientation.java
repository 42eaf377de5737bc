package dev.pixdelta.studio.image;

/** How stored pixels are turned to be seen upright, in the order of the EXIF values 1 to 8. */
public enum Orientation {
  NORMAL,
  MIRRORED,
  HALF_TURN,
  FLIPPED,
  TRANSPOSED,
  QUARTER_TURN,
  TRANSVERSED,
  THREE_QUARTER_TURN;

  /** The orientation of an EXIF value; upright for a value that is none. */
  static Orientation of(int exif) {
    return exif >= 1 && exif <= values().length ? values()[exif - 1] : NORMAL;
  }

  /** Whether width and height change places. */
  public boolean swapsSides() {
    return switch (this) {
      case NORMAL, MIRRORED, HALF_TURN, FLIPPED -> false;
      case TRANSPOSED, QUARTER_TURN, TRANSVERSED, THREE_QUARTER_TURN -> true;
    };
  }

  /**
   * Where a stored pixel is seen.
   *
   * @param w width of the stored picture
   * @param h height of the stored picture
   * @return its index in the rows of the upright picture
   */
  int index(int x, int y, int w, int h) {
    return switch (this) {
      case NORMAL -> y * w + x;
      case MIRRORED -> y * w + w - 1 - x;
      case HALF_TURN -> (h - 1 - y) * w + w - 1 - x;
      case FLIPPED -> (h - 1 - y) * w + x;
      case TRANSPOSED -> x * h + y;
      case QUARTER_TURN -> x * h + h - 1 - y;
      case TRANSVERSED -> (w - 1 - x) * h + h - 1 - y;
      case THREE_QUARTER_TURN -> (w - 1 - x) * h + y;
    };
  }

  /**
   * Turns a stored picture upright.
   *
   * @param pixels rows from the top
   * @return the upright rows; the same array where nothing has to be turned
   */
  public int[] upright(int[] pixels, int w, int h) {
    if (this == NORMAL) {
      return pixels;
    }
    int[] out = new int[pixels.length];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        out[index(x, y, w, h)] = pixels[y * w + x];
      }
    }
    return out;
  }
}
