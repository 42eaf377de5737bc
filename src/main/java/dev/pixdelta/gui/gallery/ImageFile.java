package dev.pixdelta.gui.gallery;

import dev.pixdelta.studio.image.DecodedImage;
import dev.pixdelta.studio.image.ImageDecoder;
import dev.pixdelta.studio.picture.PictureFileException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Decodes picture files for the window without ever holding more than a bounded number of pixels;
 * what is there of a JPEG picture that is cut off is shown. Any thread but the window's.
 */
final class ImageFile {
  private ImageFile() {}

  /**
   * A picture, maybe reduced.
   *
   * @param width of the file's picture
   * @param height of the file's picture
   * @param reduction 1, or n if only each n-th pixel of each n-th row was read
   */
  record Decoded(Pixels pixels, int width, int height, int reduction) {}

  /**
   * Reads a picture.
   *
   * @param mostPixels what may be held; of larger pictures every n-th pixel is read
   * @throws PictureFileException if the file is no picture, is damaged or cannot be read
   */
  static Decoded read(Path file, long mostPixels) {
    try {
      DecodedImage image = ImageDecoder.read(file, (w, h) -> reduction(w, h, mostPixels), false);
      int[] argb = image.argb();
      if (image.hasAlpha()) {
        for (int i = 0; i < argb.length; i++) {
          argb[i] = multiplied(argb[i]);
        }
      }
      Pixels pixels = new Pixels(argb, image.width(), image.height());
      return new Decoded(pixels, image.fileWidth(), image.fileHeight(), image.step());
    } catch (IOException e) {
      throw new PictureFileException(file, "cannot be shown", e);
    }
  }

  /** The least n at which a picture of that size is within the bound. */
  static int reduction(int width, int height, long mostPixels) {
    int n = 1;
    while (((long) width + n - 1) / n * (((long) height + n - 1) / n) > mostPixels) {
      n++;
    }
    return n;
  }

  private static int multiplied(int p) {
    int a = p >>> 24;
    if (a == 255) {
      return p;
    }
    int r = ((p >> 16 & 255) * a + 127) / 255;
    int g = ((p >> 8 & 255) * a + 127) / 255;
    int b = ((p & 255) * a + 127) / 255;
    return a << 24 | r << 16 | g << 8 | b;
  }
}
