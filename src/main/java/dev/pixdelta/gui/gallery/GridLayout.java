package dev.pixdelta.gui.gallery;

/**
 * Where square tiles lie in a grid that fills its width. Lengths are in pixels of the window; y
 * counts from the top of the whole grid, not of what is seen of it.
 *
 * @param count of tiles
 * @param columns at least 1
 * @param tile side of a tile
 * @param gap between tiles and around the grid
 * @param left of the first column
 */
record GridLayout(int count, int columns, double tile, double gap, double left) {
  /** Tiles grow in steps, so that resizing a window does not ask for every size of thumbnail. */
  private static final int STEP = 4;

  /**
   * As many columns as fit, their tiles as wide as the width allows.
   *
   * @param wanted least side of a tile, unless the width is smaller
   */
  static GridLayout of(int count, double width, double wanted, double gap) {
    int columns = Math.max(1, (int) ((width - gap) / (wanted + gap)));
    double free = (width - gap) / columns - gap;
    double tile = Math.max(16, Math.floor(free / STEP) * STEP);
    double used = columns * (tile + gap) - gap;
    return new GridLayout(count, columns, tile, gap, Math.max(0, Math.floor((width - used) / 2)));
  }

  int rows() {
    return (count + columns - 1) / columns;
  }

  double rowHeight() {
    return tile + gap;
  }

  /** Of the whole grid. */
  double height() {
    return count == 0 ? 0 : rows() * rowHeight() + gap;
  }

  double x(int index) {
    return left + index % columns * rowHeight();
  }

  double y(int index) {
    int row = index / columns;
    return gap + row * rowHeight();
  }

  /** The first tile of those that are seen between two heights. */
  int firstSeen(double top) {
    int row = (int) Math.floor((top - gap) / rowHeight());
    return Math.clamp((long) row * columns, 0, count);
  }

  /** One behind the last tile of those that are seen above {@code bottom}. */
  int endSeen(double bottom) {
    int rows = (int) Math.ceil((bottom - gap) / rowHeight());
    return Math.clamp((long) rows * columns, 0, count);
  }

  /** The tile at a point, or -1 between tiles and outside. */
  int at(double x, double y) {
    double column = (x - left) / rowHeight();
    double row = (y - gap) / rowHeight();
    if (column < 0 || column >= columns || row < 0) {
      return -1;
    }
    boolean inTile =
        column - Math.floor(column) < tile / rowHeight()
            && row - Math.floor(row) < tile / rowHeight();
    long index = ((long) row) * columns + (int) column;
    return inTile && index < count ? (int) index : -1;
  }

  /** Whether a tile and a rectangle have anything in common. */
  boolean touches(int index, double x0, double y0, double x1, double y1) {
    double x = x(index);
    double y = y(index);
    return x < Math.max(x0, x1)
        && x + tile > Math.min(x0, x1)
        && y < Math.max(y0, y1)
        && y + tile > Math.min(y0, y1);
  }

  /** Furthest scroll position of a view of some height. */
  double maxScroll(double view) {
    return Math.max(0, height() - view);
  }

  /** The scroll position nearest to {@code scroll} at which a tile is wholly seen. */
  double reveal(int index, double scroll, double view) {
    double top = y(index) - gap;
    double bottom = y(index) + tile + gap;
    double out = scroll;
    if (bottom > out + view) {
      out = bottom - view;
    }
    if (top < out) {
      out = top;
    }
    return Math.clamp(out, 0, maxScroll(view));
  }
}
