package dev.pixdelta.gui.gallery;

import dev.pixdelta.studio.picture.PictureFileException;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;

/**
 * Decodes picture files without ever holding more than a bounded number of pixels. Any thread but
 * the window's.
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
    if (!Files.isRegularFile(file)) {
      throw new PictureFileException(
          file, "cannot be shown", new NoSuchFileException(file.toString()));
    }
    // A stream of its own: the library's usual one copies the file to a temporary folder.
    try (FileImageInputStream in = new FileImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new PictureFileException(file, "is no picture that can be shown");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        return read(reader, mostPixels);
      } finally {
        reader.dispose();
      }
    } catch (EOFException e) {
      throw new PictureFileException(file, "is cut short and cannot be shown");
    } catch (IOException e) {
      throw new PictureFileException(file, "cannot be shown", e);
    } catch (RuntimeException e) {
      if (e instanceof PictureFileException) {
        throw e;
      }
      // The library's readers throw what their arithmetic throws when a file lies to them.
      throw new PictureFileException(file, "is damaged and cannot be shown");
    }
  }

  private static Decoded read(ImageReader reader, long mostPixels) throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    int n = reduction(width, height, mostPixels);
    ImageReadParam parameters = reader.getDefaultReadParam();
    parameters.setSourceSubsampling(n, n, 0, 0);
    BufferedImage image = reader.read(0, parameters);
    int w = image.getWidth();
    int h = image.getHeight();
    int[] argb = new int[w * h];
    if (image.getRaster().getDataBuffer() instanceof DataBufferByte bytes
        && image.getSampleModel() instanceof PixelInterleavedSampleModel model
        && model.getNumBands() == 3
        && image.getColorModel().getColorSpace().isCS_sRGB()) {
      copy(bytes.getData(), model, argb, w);
      return new Decoded(new Pixels(argb, w, h), width, height, n);
    }
    for (int y = 0; y < h; y++) {
      image.getRGB(0, y, w, 1, argb, y * w, w);
    }
    if (image.getColorModel().hasAlpha()) {
      for (int i = 0; i < argb.length; i++) {
        argb[i] = multiplied(argb[i]);
      }
    }
    return new Decoded(new Pixels(argb, w, h), width, height, n);
  }

  /** What nearly all pictures are: three bytes a pixel, which the general way reads one by one. */
  private static void copy(byte[] in, PixelInterleavedSampleModel model, int[] argb, int w) {
    int[] offsets = model.getBandOffsets();
    for (int y = 0; y < argb.length / w; y++) {
      int at = y * model.getScanlineStride();
      for (int x = 0; x < w; x++) {
        argb[y * w + x] =
            0xff000000
                | ((in[at + offsets[0]] & 255) << 16)
                | ((in[at + offsets[1]] & 255) << 8)
                | (in[at + offsets[2]] & 255);
        at += model.getPixelStride();
      }
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
