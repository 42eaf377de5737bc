package dev.pixdelta.studio.gallery;

import dev.pixdelta.studio.picture.PictureFileException;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.FileImageOutputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;

/**
 * A picture made small, by the JDK's readers and writers. Touches no screen: pixels are taken out
 * of images, never drawn.
 */
final class ThumbnailImage {
  /** Longest side in pixels. */
  static final int MAX_SIDE = 320;

  private static final float QUALITY = 0.85f;
  private static final long MAX_PIXELS = 500_000_000;

  private final BufferedImage image;
  private final boolean whole;

  private ThumbnailImage(BufferedImage image, boolean whole) {
    this.image = image;
    this.whole = whole;
  }

  /** Whether it is the picture as it is, which was small enough. */
  boolean isWhole() {
    return whole;
  }

  /**
   * Reads a picture and makes it small; a large one is subsampled while it is read.
   *
   * @throws PictureFileException if it cannot be read or is damaged
   */
  static ThumbnailImage read(Path file) {
    try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new PictureFileException(file, "is not a picture that can be shown");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        return read(file, reader);
      } finally {
        reader.dispose();
      }
    } catch (IOException e) {
      throw new PictureFileException(file, "the picture cannot be read", e);
    } catch (RuntimeException e) {
      if (e instanceof PictureFileException) {
        throw e;
      }
      // The readers let through what damaged numbers lead to.
      throw new PictureFileException(file, "the picture is damaged");
    }
  }

  private static ThumbnailImage read(Path file, ImageReader reader) throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    if ((long) width * height > MAX_PIXELS) {
      throw new PictureFileException(file, "is too large for a preview");
    }
    ImageReadParam param = reader.getDefaultReadParam();
    // At least twice the final size is read, so that averaging still smooths it.
    int step = Math.max(1, Math.max(width, height) / (2 * MAX_SIDE));
    param.setSourceSubsampling(step, step, step / 2, step / 2);
    BufferedImage read = reader.read(0, param);
    if (width <= MAX_SIDE && height <= MAX_SIDE) {
      return new ThumbnailImage(read, true);
    }
    double scale = (double) MAX_SIDE / Math.max(width, height);
    BufferedImage small =
        averaged(
            read,
            Math.max(1, (int) Math.round(width * scale)),
            Math.max(1, (int) Math.round(height * scale)));
    return new ThumbnailImage(small, false);
  }

  /** Each new pixel is the mean of the old ones under it, weighted by how much of each is. */
  private static BufferedImage averaged(BufferedImage from, int width, int height) {
    boolean alpha = from.getColorModel().hasAlpha();
    Coverage columns = Coverage.of(from.getWidth(), width);
    Coverage rows = Coverage.of(from.getHeight(), height);
    BufferedImage to =
        new BufferedImage(
            width, height, alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
    int[] line = new int[from.getWidth()];
    int[] out = new int[width];
    float[][] sums = new float[4][width];
    for (int y = 0; y < height; y++) {
      for (float[] sum : sums) {
        Arrays.fill(sum, 0);
      }
      for (int sourceY = rows.first()[y]; sourceY <= rows.last()[y]; sourceY++) {
        row(from, sourceY, line);
        add(line, columns, rows.weight(y, sourceY), sums);
      }
      for (int x = 0; x < width; x++) {
        float a = sums[3][x];
        int opacity = Math.round(a * 255);
        float full = a == 0 ? 0 : 1 / a;
        out[x] =
            opacity << 24
                | Math.min(255, Math.round(sums[0][x] * full)) << 16
                | Math.min(255, Math.round(sums[1][x] * full)) << 8
                | Math.min(255, Math.round(sums[2][x] * full));
      }
      to.setRGB(0, y, width, 1, out, 0, width);
    }
    return to;
  }

  private static void add(int[] line, Coverage columns, float weight, float[][] sums) {
    for (int x = 0; x < sums[0].length; x++) {
      float r = 0;
      float g = 0;
      float b = 0;
      float a = 0;
      int last = columns.last()[x];
      for (int i = columns.first()[x]; i <= last; i++) {
        int argb = line[i];
        float w = weight * columns.weight(x, i) * (argb >>> 24) * (1 / 255f);
        r += w * (argb >> 16 & 0xff);
        g += w * (argb >> 8 & 0xff);
        b += w * (argb & 0xff);
        a += w;
      }
      sums[0][x] += r;
      sums[1][x] += g;
      sums[2][x] += b;
      sums[3][x] += a;
    }
  }

  /** A row as ARGB; by hand for the commonest kind, because the general way takes five times. */
  private static void row(BufferedImage image, int y, int[] line) {
    if (image.getType() == BufferedImage.TYPE_3BYTE_BGR
        && image.getRaster().getDataBuffer() instanceof DataBufferByte buffer) {
      byte[] bgr = buffer.getData();
      int at = 3 * y * line.length;
      for (int x = 0; x < line.length; x++, at += 3) {
        line[x] =
            0xff000000 | (bgr[at + 2] & 0xff) << 16 | (bgr[at + 1] & 0xff) << 8 | (bgr[at] & 0xff);
      }
    } else if (image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY) {
      greyRow(image.getRaster(), y, line);
    } else {
      image.getRGB(0, y, line.length, 1, line, 0, line.length);
    }
  }

  /** The samples as they are: Java takes grey for linear and would brighten it. */
  private static void greyRow(Raster raster, int y, int[] line) {
    int width = line.length;
    int[] grey = raster.getSamples(0, y, width, 1, 0, (int[]) null);
    int[] alpha =
        raster.getNumBands() > 1 ? raster.getSamples(0, y, width, 1, 1, (int[]) null) : null;
    int max = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
    for (int x = 0; x < width; x++) {
      int value = grey[x] * 255 / max;
      int opacity = alpha == null ? 255 : alpha[x] * 255 / max;
      line[x] = opacity << 24 | value << 16 | value << 8 | value;
    }
  }

  /** "jpg", or "png" for a picture that is see-through. */
  String extension() {
    return image.getColorModel().hasAlpha() ? "png" : "jpg";
  }

  /**
   * Writes the small picture.
   *
   * @throws IOException if it cannot
   */
  void write(Path file) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(extension()).next();
    try (ImageOutputStream out = new FileImageOutputStream(file.toFile())) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      if (extension().equals("jpg")) {
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(QUALITY);
      }
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
  }
}
