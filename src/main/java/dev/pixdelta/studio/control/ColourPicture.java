package dev.pixdelta.studio.control;

import dev.pixdelta.pipeline.Size;

/**
 * A picture with colours and transparency.
 *
 * @param size in pixels
 * @param argb 8-bit sRGB, not premultiplied, rows from the top; not copied
 */
@SuppressWarnings(
    "ArrayRecordComponent") // a hand-over of a large buffer; records are never compared
public record ColourPicture(Size size, int[] argb) {
  /**
   * @throws IllegalArgumentException if there is not one for each pixel
   */
  public ColourPicture {
    if (argb.length != (long) size.width() * size.height()) {
      throw new IllegalArgumentException(argb.length + " pixels for " + size);
    }
  }
}
