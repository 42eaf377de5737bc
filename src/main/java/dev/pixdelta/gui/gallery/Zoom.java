package dev.pixdelta.gui.gallery;

/**
 * How a picture lies in a view: its scale, and which of its points is in the middle. It does not
 * speak of pixels of a picture alone, so that pictures of two sizes can share one.
 *
 * @param scale pixels of the window per pixel of the picture; 0 for as large as fits
 * @param x of the picture's point in the middle of the view, as a fraction of its width
 * @param y likewise of its height
 */
record Zoom(double scale, double x, double y) {
  /** The whole picture, small ones up to four times their size. */
  static final Zoom FIT = new Zoom(0, 0.5, 0.5);

  /** Above this the pixels themselves are shown, not what lies between them. */
  static final double PIXELS_SEEN = 4;

  static final double LEAST = 0.02;
  static final double MOST = 32;

  /** A view or a picture in pixels. */
  record Extent(double width, double height) {}

  /** The scale drawn in a view. */
  double scaleIn(Extent view, Extent picture) {
    if (scale > 0) {
      return scale;
    }
    double fit = Math.min(view.width() / picture.width(), view.height() / picture.height());
    return Math.clamp(fit, LEAST, PIXELS_SEEN);
  }

  /** Left edge of the picture in the view. */
  double left(Extent view, Extent picture) {
    return view.width() / 2 - x * picture.width() * scaleIn(view, picture);
  }

  /** Upper edge of the picture in the view. */
  double top(Extent view, Extent picture) {
    return view.height() / 2 - y * picture.height() * scaleIn(view, picture);
  }

  /** Another scale; the point of the picture under a point of the view stays there. */
  Zoom to(double next, double atX, double atY, Extent view, Extent picture) {
    double target = Math.clamp(next, LEAST, MOST);
    double now = scaleIn(view, picture);
    double px = x + (atX - view.width() / 2) / (picture.width() * now);
    double py = y + (atY - view.height() / 2) / (picture.height() * now);
    return new Zoom(
            target,
            px - (atX - view.width() / 2) / (picture.width() * target),
            py - (atY - view.height() / 2) / (picture.height() * target))
        .kept(view, picture);
  }

  /** Larger or smaller by a factor, around a point of the view. */
  Zoom by(double factor, double atX, double atY, Extent view, Extent picture) {
    return to(scaleIn(view, picture) * factor, atX, atY, view, picture);
  }

  /** Moved with the hand, in pixels of the window. */
  Zoom panned(double dx, double dy, Extent view, Extent picture) {
    if (scale == 0) {
      return this;
    }
    return new Zoom(scale, x - dx / (picture.width() * scale), y - dy / (picture.height() * scale))
        .kept(view, picture);
  }

  /** A picture larger than the view covers it; a smaller one stands in its middle. */
  private Zoom kept(Extent view, Extent picture) {
    return new Zoom(
        scale,
        kept(x, view.width(), picture.width() * scale),
        kept(y, view.height(), picture.height() * scale));
  }

  private static double kept(double at, double view, double picture) {
    double half = view / 2 / picture;
    return half >= 0.5 ? 0.5 : Math.clamp(at, half, 1 - half);
  }
}
