package dev.pixdelta.studio.gallery;

import dev.pixdelta.studio.image.DecodedImage;
import dev.pixdelta.studio.image.ImageDecoder;
import dev.pixdelta.studio.picture.PictureFileException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageOutputStream;
import javax.imageio.stream.ImageOutputStream;
import org.jspecify.annotations.Nullable;

/** A picture made small. Touches no screen: pixels are taken out of images, never drawn. */
final class ThumbnailImage {
  /** Longest side in pixels. */
  static final int MAX_SIDE = 320;

  private static final float QUALITY = 0.85f;

  private final BufferedImage image;

  private ThumbnailImage(BufferedImage image) {
    this.image = image;
  }

  /**
   * Reads a picture and makes it small; a large one is subsampled while it is read.
   *
   * @return null if it is small enough as it is
   * @throws PictureFileException if it cannot be read or is damaged
   */
  static @Nullable ThumbnailImage read(Path file) {
    try {
      // At least twice the final size is read, so that averaging still smooths it.
      DecodedImage read =
          ImageDecoder.read(file, (w, h) -> Math.max(1, Math.max(w, h) / (2 * MAX_SIDE)), false);
      int longest = Math.max(read.fileWidth(), read.fileHeight());
      return longest <= MAX_SIDE
          ? null
          : new ThumbnailImage(small(read, (double) MAX_SIDE / longest));
    } catch (IOException e) {
      throw new PictureFileException(file, "the picture cannot be read", e);
    }
  }

  private static BufferedImage small(DecodedImage read, double scale) {
    int width = Math.max(1, (int) Math.round(read.fileWidth() * scale));
    int height = Math.max(1, (int) Math.round(read.fileHeight() * scale));
    boolean swapped = read.orientation().swapsSides();
    int across = swapped ? height : width;
    int down = swapped ? width : height;
    int[] upright = read.orientation().upright(averaged(read, across, down), across, down);
    BufferedImage image =
        new BufferedImage(
            width,
            height,
            read.hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, width, height, upright, 0, width);
    return image;
  }

  /** Each new pixel is the mean of the old ones under it, weighted by how much of each is. */
  private static int[] averaged(DecodedImage from, int width, int height) {
    Coverage columns = Coverage.of(from.storedWidth(), width);
    Coverage rows = Coverage.of(from.storedHeight(), height);
    int[] line = new int[from.storedWidth()];
    int[] out = new int[width * height];
    float[][] sums = new float[4][width];
    for (int y = 0; y < height; y++) {
      for (float[] sum : sums) {
        Arrays.fill(sum, 0);
      }
      for (int sourceY = rows.first()[y]; sourceY <= rows.last()[y]; sourceY++) {
        from.row(sourceY, line);
        add(line, columns, rows.weight(y, sourceY), sums);
      }
      for (int x = 0; x < width; x++) {
        float a = sums[3][x];
        int opacity = Math.round(a * 255);
        float full = a == 0 ? 0 : 1 / a;
        out[y * width + x] =
            opacity << 24
                | Math.min(255, Math.round(sums[0][x] * full)) << 16
                | Math.min(255, Math.round(sums[1][x] * full)) << 8
                | Math.min(255, Math.round(sums[2][x] * full));
      }
    }
    return out;
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
