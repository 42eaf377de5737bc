package dev.pixdelta.studio.sketch;

/** Arithmetic of 8-bit ARGB pixels; all are premultiplied unless it says otherwise. */
final class Argb {
  static final int BLACK = 0xff000000;

  private Argb() {}

  /** An opaque grey, 0 to 255. */
  static int grey(int value) {
    return BLACK | value * 0x010101;
  }

  /**
   * One pixel above another.
   *
   * @param opacity of the upper one as a whole, 0 to 255
   */
  static int over(int upper, int opacity, int lower) {
    int top = opacity == 255 ? upper : scaled(upper, opacity);
    int alpha = top >>> 24;
    if (alpha == 255) {
      return top;
    }
    return alpha == 0 ? lower : top + scaled(lower, 255 - alpha);
  }

  /** Of all channels that part, 0 to 255. */
  static int scaled(int argb, int part) {
    return share(argb >>> 24, part) << 24
        | share(argb >> 16 & 0xff, part) << 16
        | share(argb >> 8 & 0xff, part) << 8
        | share(argb & 0xff, part);
  }

  private static int share(int value, int part) {
    return (value * part + 127) / 255;
  }

  /**
   * From one pixel to another.
   *
   * @param part 0 is all the first, 255 all the second
   */
  static int mix(int from, int to, int part) {
    int rest = 255 - part;
    return ((from >>> 24) * rest + (to >>> 24) * part + 127) / 255 << 24
        | ((from >> 16 & 0xff) * rest + (to >> 16 & 0xff) * part + 127) / 255 << 16
        | ((from >> 8 & 0xff) * rest + (to >> 8 & 0xff) * part + 127) / 255 << 8
        | ((from & 0xff) * rest + (to & 0xff) * part + 127) / 255;
  }

  static int mean(int a, int b, int c, int d) {
    return (((a >>> 24) + (b >>> 24) + (c >>> 24) + (d >>> 24) + 2) >> 2) << 24
        | (((a >> 16 & 0xff) + (b >> 16 & 0xff) + (c >> 16 & 0xff) + (d >> 16 & 0xff) + 2) >> 2)
            << 16
        | (((a >> 8 & 0xff) + (b >> 8 & 0xff) + (c >> 8 & 0xff) + (d >> 8 & 0xff) + 2) >> 2) << 8
        | (((a & 0xff) + (b & 0xff) + (c & 0xff) + (d & 0xff) + 2) >> 2);
  }

  /** Brightness (BT.601) of an opaque colour, 0 to 255; of equal channels exactly theirs. */
  static int brightness(int argb) {
    int r = argb >> 16 & 0xff;
    int g = argb >> 8 & 0xff;
    int b = argb & 0xff;
    return (299 * r + 587 * g + 114 * b + 500) / 1000;
  }

  /** Not premultiplied any more; {@link #premultiplied} gives back the very same pixel. */
  static int straight(int argb) {
    int alpha = argb >>> 24;
    if (alpha == 0 || alpha == 255) {
      return argb;
    }
    return alpha << 24
        | unshare(argb >> 16 & 0xff, alpha) << 16
        | unshare(argb >> 8 & 0xff, alpha) << 8
        | unshare(argb & 0xff, alpha);
  }

  private static int unshare(int value, int alpha) {
    return (value * 255 + alpha / 2) / alpha;
  }

  /** Of a pixel that is not premultiplied. */
  static int premultiplied(int straight) {
    int alpha = straight >>> 24;
    return alpha << 24 | (scaled(straight, alpha) & 0xffffff);
  }
}
