package dev.pixdelta.studio.control;

import dev.pixdelta.pipeline.Picture;
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

  /** The middle in another size, as {@link GreyPicture#covering}, on white paper. */
  Picture covering(Size target) {
    byte[] out = new byte[3 * target.width() * target.height()];
    float[] channel = new float[argb.length];
    for (int c = 0; c < 3; c++) {
      int shift = 16 - 8 * c;
      for (int i = 0; i < argb.length; i++) {
        float opaque = (argb[i] >>> 24) / 255f;
        channel[i] = (argb[i] >> shift & 0xff) / 255f * opaque + 1 - opaque;
      }
      new GreyPicture(size, channel).covering(target).writeTo(out, c);
    }
    return new Picture(target, out);
  }
}
