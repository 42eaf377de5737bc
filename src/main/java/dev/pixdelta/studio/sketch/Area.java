package dev.pixdelta.studio.sketch;

import dev.pixdelta.pipeline.Size;

/**
 * A rectangle of whole pixels.
 *
 * @param x left column
 * @param y top row
 * @param width in pixels; none or less is an empty area
 * @param height likewise
 */
public record Area(int x, int y, int width, int height) {
  /** No pixel at all. */
  public static final Area NONE = new Area(0, 0, 0, 0);

  /** Everything that has this size. */
  public static Area of(Size size) {
    return new Area(0, 0, size.width(), size.height());
  }

  public boolean isEmpty() {
    return width <= 0 || height <= 0;
  }

  /** The smallest area that holds both. */
  public Area union(Area other) {
    if (isEmpty()) {
      return other.isEmpty() ? NONE : other;
    }
    if (other.isEmpty()) {
      return this;
    }
    int left = Math.min(x, other.x);
    int top = Math.min(y, other.y);
    int right = Math.max(x + width, other.x + other.width);
    int bottom = Math.max(y + height, other.y + other.height);
    return new Area(left, top, right - left, bottom - top);
  }

  /** What lies in both. */
  public Area intersection(Area other) {
    int left = Math.max(x, other.x);
    int top = Math.max(y, other.y);
    int right = Math.min(x + width, other.x + other.width);
    int bottom = Math.min(y + height, other.y + other.height);
    return right <= left || bottom <= top ? NONE : new Area(left, top, right - left, bottom - top);
  }

  boolean contains(int column, int row) {
    return column >= x && row >= y && column < x + width && row < y + height;
  }
}
