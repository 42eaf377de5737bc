package dev.pixdelta.studio.control;

import dev.pixdelta.pipeline.Size;

/**
 * How a picture is turned from where the camera put it to how it is seen.
 *
 * @param orientation as the standard metadata of Java's readers name it, such as "Rotate270"
 * @param from its size before
 */
record Turn(String orientation, Size from) {
  Size size() {
    boolean swapped = orientation.endsWith("Rotate90") || orientation.equals("Rotate270");
    return swapped ? new Size(from.height(), from.width()) : from;
  }

  /** Which pixel of the turned picture one of the picture before becomes. */
  int index(int x, int y) {
    int w = from.width();
    int h = from.height();
    return switch (orientation) {
      case "Rotate90" -> (w - 1 - x) * h + y;
      case "Rotate180" -> (h - 1 - y) * w + w - 1 - x;
      case "Rotate270" -> x * h + h - 1 - y;
      case "FlipH" -> y * w + w - 1 - x;
      case "FlipV" -> (h - 1 - y) * w + x;
      case "FlipHRotate90" -> x * h + y;
      case "FlipVRotate90" -> (w - 1 - x) * h + h - 1 - y;
      default -> y * w + x;
    };
  }
}
