package dev.pixdelta.studio.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;

/**
 * The pixels of a picture file, of any colour space and depth. They lie as they are stored; what
 * {@link #argb} and {@link #grey} return is upright. Not for two threads at once.
 */
public final class DecodedImage {
  private static final float[] OPAQUE = {};

  private final BufferedImage image;
  private final Orientation orientation;
  private final int fileWidth;
  private final int fileHeight;
  private final int step;

  /**
   * @param image what was read of it
   * @param fileWidth of the whole picture as it is stored
   * @param fileHeight of the whole picture as it is stored
   * @param step n where each n-th pixel of each n-th row was read
   * @throws IOException if its samples are of a kind that cannot be shown
   */
  DecodedImage(
      BufferedImage image, Orientation orientation, int fileWidth, int fileHeight, int step)
      throws IOException {
    this.image = isGrey(image) || isSrgb(image) ? image : inSrgb(image);
    this.orientation = orientation;
    this.fileWidth = fileWidth;
    this.fileHeight = fileHeight;
    this.step = step;
    int samples = image.getRaster().getDataBuffer().getDataType();
    if (isGrey(image)
        && samples != DataBuffer.TYPE_BYTE
        && samples != DataBuffer.TYPE_USHORT
        && samples != DataBuffer.TYPE_FLOAT) {
      throw new ImageFault("its grey values cannot be read; save it with 8 or 16 bits");
    }
  }

  private static boolean isGrey(BufferedImage image) {
    ColorModel model = image.getColorModel();
    return model.getColorSpace().getType() == ColorSpace.TYPE_GRAY
        && !(model instanceof IndexColorModel);
  }

  private static boolean isSrgb(BufferedImage image) {
    return image.getColorModel() instanceof IndexColorModel
        || image.getColorModel().getColorSpace().isCS_sRGB();
  }

  /** All at once: pixel by pixel a colour profile takes minutes. */
  private static BufferedImage inSrgb(BufferedImage image) {
    BufferedImage rgb =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_ARGB);
    return new ColorConvertOp(null).filter(image, rgb);
  }

  /** Width of the upright pixels that were read. */
  public int width() {
    return orientation.swapsSides() ? image.getHeight() : image.getWidth();
  }

  /** Height of the upright pixels that were read. */
  public int height() {
    return orientation.swapsSides() ? image.getWidth() : image.getHeight();
  }

  /** Width of the whole upright picture in its file. */
  public int fileWidth() {
    return orientation.swapsSides() ? fileHeight : fileWidth;
  }

  /** Height of the whole upright picture in its file. */
  public int fileHeight() {
    return orientation.swapsSides() ? fileWidth : fileHeight;
  }

  /** 1, or n if only each n-th pixel of each n-th row was read. */
  public int step() {
    return step;
  }

  /** How {@link #row stored rows} are turned upright. */
  public Orientation orientation() {
    return orientation;
  }

  /** Pixels in a stored row. */
  public int storedWidth() {
    return image.getWidth();
  }

  /** Stored rows. */
  public int storedHeight() {
    return image.getHeight();
  }

  /** Whether there may be transparent pixels. */
  public boolean hasAlpha() {
    return image.getColorModel().hasAlpha();
  }

  /** The upright pixels: 8-bit sRGB with alpha in the top byte, not premultiplied. */
  public int[] argb() {
    int w = image.getWidth();
    int[] out = new int[Math.multiplyExact(w, image.getHeight())];
    int[] line = new int[w];
    for (int y = 0; y < image.getHeight(); y++) {
      row(y, line);
      System.arraycopy(line, 0, out, y * w, w);
    }
    return orientation.upright(out, w, image.getHeight());
  }

  /**
   * Copies out a stored row.
   *
   * @param line as long as a row; 8-bit sRGB with alpha in the top byte, not premultiplied
   */
  public void row(int y, int[] line) {
    if (image.getType() == BufferedImage.TYPE_3BYTE_BGR
        && image.getRaster().getDataBuffer() instanceof DataBufferByte buffer) {
      byte[] bgr = buffer.getData(); // by hand, because the general way takes five times as long
      int at = 3 * y * line.length;
      for (int x = 0; x < line.length; x++, at += 3) {
        line[x] =
            0xff000000 | (bgr[at + 2] & 0xff) << 16 | (bgr[at + 1] & 0xff) << 8 | (bgr[at] & 0xff);
      }
    } else if (image.getType() == BufferedImage.TYPE_INT_ARGB
        && image.getRaster().getDataBuffer() instanceof DataBufferInt buffer) {
      System.arraycopy(buffer.getData(), y * line.length, line, 0, line.length);
    } else if (isGrey(image)) {
      float[] values = new float[line.length];
      float[] opaque = greyRow(y, values);
      for (int x = 0; x < line.length; x++) {
        int alpha = opaque.length == 0 ? 255 : Math.round(255 * opaque[x]);
        line[x] = alpha << 24 | Math.round(255 * values[x]) * 0x010101;
      }
    } else {
      image.getRGB(0, y, line.length, 1, line, 0, line.length);
    }
  }

  /**
   * Brightness alone, upright, with the precision of the file.
   *
   * @param background what shows through where it is transparent, 0 black to 1 white
   * @return 0 (black) to 1 (white)
   */
  public float[] grey(float background) {
    int w = image.getWidth();
    int h = image.getHeight();
    float[] out = new float[Math.multiplyExact(w, h)];
    float[] values = new float[w];
    int[] line = new int[w];
    boolean grey = isGrey(image);
    for (int y = 0; y < h; y++) {
      float[] opaque = OPAQUE;
      if (grey) {
        opaque = greyRow(y, values);
      } else {
        row(y, line);
      }
      for (int x = 0; x < w; x++) {
        float value = grey ? values[x] : luminance(line[x]);
        float cover = grey ? (opaque.length == 0 ? 1 : opaque[x]) : (line[x] >>> 24) / 255f;
        out[orientation.index(x, y, w, h)] =
            cover == 1 ? value : value * cover + background * (1 - cover);
      }
    }
    return out;
  }

  /**
   * Grey as it is stored: Java takes it for linear light and would brighten it.
   *
   * @param values 0 to 1
   * @return how opaque each pixel is, 0 to 1; empty if all are
   */
  private float[] greyRow(int y, float[] values) {
    Raster raster = image.getRaster();
    boolean real = raster.getDataBuffer().getDataType() == DataBuffer.TYPE_FLOAT;
    float most = real ? 1 : (1 << raster.getSampleModel().getSampleSize(0)) - 1;
    scaled(raster.getSamples(0, y, values.length, 1, 0, values), most);
    if (!image.getColorModel().hasAlpha() || raster.getNumBands() < 2) {
      return OPAQUE;
    }
    return scaled(raster.getSamples(0, y, values.length, 1, 1, new float[values.length]), most);
  }

  private static float[] scaled(float[] values, float most) {
    for (int x = 0; x < values.length; x++) {
      values[x] = Math.clamp(values[x] / most, 0f, 1f);
    }
    return values;
  }

  /** Brightness of a colour (BT.601); of equal channels exactly theirs. */
  private static float luminance(int rgb) {
    int r = (rgb >> 16) & 0xff;
    int g = (rgb >> 8) & 0xff;
    int b = rgb & 0xff;
    return r == g && g == b ? r / 255f : (0.299f * r + 0.587f * g + 0.114f * b) / 255f;
  }
}
