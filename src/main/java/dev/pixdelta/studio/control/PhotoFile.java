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
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataFormatImpl;
import javax.imageio.stream.ImageInputStream;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Reads the picture files that artists have: PNG, JPEG (CMYK too), WebP, TIFF, GIF, BMP; grey or
 * coloured, 8 or 16 bit, with alpha or without, turned as the camera says.
 */
final class PhotoFile {
  /** Longest side that is kept; a larger picture is read in part, each n-th pixel. */
  private static final int ENOUGH = 4096;

  private static final int MAX_SIDE = 65_535;

  /** What a WebP picture packs into its header, and then into each byte, at the very most. */
  private static final long FREE_PIXELS = 1 << 16;

  private static final long PIXELS_PER_BYTE = 1_000;

  private PhotoFile() {}

  /**
   * Reads the first picture of a file.
   *
   * @param background what shows through where it is transparent, 0 black to 1 white
   * @throws PictureFileException if it is missing, damaged, or of no kind known here
   */
  static GreyPicture read(Path file, float background) {
    try {
      if (!Files.isRegularFile(file)) {
        throw Files.exists(file)
            ? new PictureFileException(file, "is no picture: it is a folder or a special file")
            : new PictureFileException(
                file, "cannot be read", new NoSuchFileException(file.toString()));
      }
      try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
        Iterator<ImageReader> readers =
            in == null ? Collections.emptyIterator() : ImageIO.getImageReaders(in);
        if (!readers.hasNext()) {
          throw new PictureFileException(
              file, "is no picture that can be read here (PNG, JPEG, WebP, TIFF, GIF or BMP)");
        }
        ImageReader reader = readers.next();
        try {
          reader.setInput(in, true, false);
          return read(file, reader, background);
        } finally {
          reader.dispose();
        }
      }
    } catch (IOException e) {
      throw new PictureFileException(file, "is damaged or no picture", e);
    } catch (PictureFileException e) {
      throw e;
    } catch (RuntimeException e) { // what readers do with damaged files
      throw new PictureFileException(
          file, "is damaged or no picture", new IOException(String.valueOf(e.getMessage()), e));
    }
  }

  private static GreyPicture read(Path file, ImageReader reader, float background)
      throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
      throw new PictureFileException(
          file, "is too large: sides may be up to " + MAX_SIDE + " pixels");
    }
    if (reader.getFormatName().equalsIgnoreCase("webp")) {
      requireWholeWebP(file, (long) width * height);
    }
    int step = Math.ceilDiv(Math.max(width, height), ENOUGH);
    ImageReadParam param = reader.getDefaultReadParam();
    param.setSourceSubsampling(step, step, 0, 0);
    BufferedImage image = reader.read(0, param);
    return turned(grey(file, image, background), orientation(reader));
  }

  /** The reader goes on behind the end of damaged data, pixel by pixel, for minutes. */
  private static void requireWholeWebP(Path file, long pixels) throws IOException {
    long size = Files.size(file);
    long said;
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(8); // RIFF and how many bytes follow
      said = Integer.toUnsignedLong(ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt(4));
    }
    if (said + 8 > size) {
      throw new PictureFileException(
          file, "is damaged: of %d bytes only %d are there".formatted(said + 8, size));
    }
    if (pixels > FREE_PIXELS + PIXELS_PER_BYTE * size) {
      throw new PictureFileException(
          file, "is damaged or blank: it promises %d pixels in %d bytes".formatted(pixels, size));
    }
  }

  /** As the standard metadata of all readers names it, such as "Rotate270". */
  private static String orientation(ImageReader reader) throws IOException {
    IIOMetadata metadata = reader.getImageMetadata(0);
    if (metadata == null || !metadata.isStandardMetadataFormatSupported()) {
      return "Normal";
    }
    Element root = (Element) metadata.getAsTree(IIOMetadataFormatImpl.standardMetadataFormatName);
    NodeList found = root.getElementsByTagName("ImageOrientation");
    return found.getLength() == 0 ? "Normal" : ((Element) found.item(0)).getAttribute("value");
  }

  private static GreyPicture grey(Path file, BufferedImage image, float background) {
    ColorModel model = image.getColorModel();
    float[] out = new float[Math.multiplyExact(image.getWidth(), image.getHeight())];
    boolean plain = model.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    if (plain && !(model instanceof IndexColorModel)) {
      samples(file, image, background, out);
    } else {
      colours(image, background, out);
    }
    return new GreyPicture(new Size(image.getWidth(), image.getHeight()), out);
  }

  /** Grey as it is stored: Java takes it for linear light and would brighten it. */
  private static void samples(Path file, BufferedImage image, float background, float[] out) {
    int width = image.getWidth();
    Raster raster = image.getRaster();
    float most =
        switch (raster.getDataBuffer().getDataType()) {
          case DataBuffer.TYPE_BYTE -> 255;
          case DataBuffer.TYPE_USHORT -> 65_535;
          case DataBuffer.TYPE_FLOAT -> 1;
          default ->
              throw new PictureFileException(
                  file, "has grey values of a kind that cannot be read; save it with 8 or 16 bits");
        };
    int bands = raster.getNumBands();
    boolean alpha = bands > 1 && image.getColorModel().hasAlpha();
    float[] row = new float[width * bands];
    for (int y = 0; y < image.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int x = 0; x < width; x++) {
        float value = row[x * bands] / most;
        float opaque = alpha ? row[x * bands + bands - 1] / most : 1;
        out[y * width + x] = over(Math.clamp(value, 0f, 1f), opaque, background);
      }
    }
  }

  private static void colours(BufferedImage image, float background, float[] out) {
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
        out[y * width + x] = over(luminance(row[x]), (row[x] >>> 24) / 255f, background);
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

  private static GreyPicture turned(GreyPicture p, String orientation) {
    boolean swapped = orientation.endsWith("Rotate90") || orientation.equals("Rotate270");
    int w = p.size().width();
    int h = p.size().height();
    Size size = swapped ? new Size(h, w) : p.size();
    float[] out = new float[p.values().length];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        int to =
            switch (orientation) {
              case "Rotate90" -> (w - 1 - x) * h + y;
              case "Rotate180" -> (h - 1 - y) * w + w - 1 - x;
              case "Rotate270" -> x * h + h - 1 - y;
              case "FlipH" -> y * w + w - 1 - x;
              case "FlipV" -> (h - 1 - y) * w + x;
              case "FlipHRotate90" -> x * h + y;
              case "FlipVRotate90" -> (w - 1 - x) * h + h - 1 - y;
              default -> y * w + x;
            };
        out[to] = p.values()[y * w + x];
      }
    }
    return new GreyPicture(size, out);
  }
}
