package dev.pixdelta.studio.control;

import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.picture.PictureFileException;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.nio.file.Path;

/**
 * A picture as a reader left it: of any colour space and depth.
 *
 * @param file named in messages
 * @param image its pixels
 * @param turn how they are turned
 */
record PhotoPixels(Path file, BufferedImage image, Turn turn) {
  /**
   * @param orientation as the standard metadata name it
   */
  static PhotoPixels of(Path file, BufferedImage image, String orientation) {
    Size size = new Size(image.getWidth(), image.getHeight());
    return new PhotoPixels(file, image, new Turn(orientation, size));
  }

  /**
   * Brightness alone.
   *
   * @param background what shows through where it is transparent, 0 black to 1 white
   */
  GreyPicture grey(float background) {
    float[] out = new float[Math.multiplyExact(image.getWidth(), image.getHeight())];
    if (isGrey()) {
      samples((i, value, opaque) -> out[i] = over(value, opaque, background));
    } else {
      colours((i, argb) -> out[i] = over(luminance(argb), (argb >>> 24) / 255f, background));
    }
    return new GreyPicture(turn.size(), out);
  }

  /** Everything. */
  ColourPicture colour() {
    int[] out = new int[Math.multiplyExact(image.getWidth(), image.getHeight())];
    if (isGrey()) {
      samples(
          (i, value, opaque) ->
              out[i] = Math.round(255 * opaque) << 24 | Math.round(255 * value) * 0x010101);
    } else {
      colours((i, argb) -> out[i] = argb);
    }
    return new ColourPicture(turn.size(), out);
  }

  private boolean isGrey() {
    ColorModel model = image.getColorModel();
    return model.getColorSpace().getType() == ColorSpace.TYPE_GRAY
        && !(model instanceof IndexColorModel);
  }

  @FunctionalInterface
  private interface Samples {
    void put(int i, float value, float opaque);
  }

  @FunctionalInterface
  private interface Colours {
    void put(int i, int argb);
  }

  /** Grey as it is stored: Java takes it for linear light and would brighten it. */
  private void samples(Samples out) {
    int width = image.getWidth();
    Raster raster = image.getRaster();
    float most =
        switch (raster.getDataBuffer().getDataType()) {
          case DataBuffer.TYPE_BYTE -> 255;
          case DataBuffer.TYPE_USHORT -> 65_535;
          case DataBuffer.TYPE_FLOAT -> 1;
          default ->
              throw new PictureFileException(
                  file, "has grey values that cannot be read; save it with 8 or 16 bits");
        };
    int bands = raster.getNumBands();
    boolean alpha = bands > 1 && image.getColorModel().hasAlpha();
    float[] row = new float[width * bands];
    for (int y = 0; y < image.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int x = 0; x < width; x++) {
        float value = row[x * bands] / most;
        float opaque = alpha ? row[x * bands + bands - 1] / most : 1;
        out.put(turn.index(x, y), Math.clamp(value, 0f, 1f), Math.clamp(opaque, 0f, 1f));
      }
    }
  }

  private void colours(Colours out) {
    int width = image.getWidth();
    BufferedImage rgb = image;
    boolean converted =
        image.getColorModel() instanceof IndexColorModel
            || image.getColorModel().getColorSpace().isCS_sRGB();
    if (!converted) {
      // All at once: pixel by pixel a colour profile takes minutes.
      rgb = new BufferedImage(width, image.getHeight(), BufferedImage.TYPE_INT_ARGB);
      new ColorConvertOp(null).filter(image, rgb);
    }
    int[] row = new int[width];
    for (int y = 0; y < image.getHeight(); y++) {
      rgb.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        out.put(turn.index(x, y), row[x]);
      }
    }
  }

  /** Brightness of a colour (BT.601); of equal channels exactly theirs. */
  private static float luminance(int rgb) {
    int r = (rgb >> 16) & 0xff;
    int g = (rgb >> 8) & 0xff;
    int b = rgb & 0xff;
    return r == g && g == b ? r / 255f : (0.299f * r + 0.587f * g + 0.114f * b) / 255f;
  }

  private static float over(float value, float opaque, float background) {
    return opaque == 1 ? value : value * opaque + background * (1 - opaque);
  }
}
