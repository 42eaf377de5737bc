package dev.pixdelta.studio.control;

import dev.pixdelta.studio.picture.PictureFileException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.function.Function;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataFormatImpl;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Reads the picture files that artists have: PNG, JPEG (CMYK too), WebP, TIFF, GIF, BMP; grey or
 * coloured, 8 or 16 bit, with alpha or without, turned as the camera says.
 */
public final class PhotoFile {
  /** Longest side that is kept; a larger picture is read in part, each n-th pixel. */
  private static final int ENOUGH = 4096;

  private static final int MAX_SIDE = 65_535;

  /** What a WebP picture packs into its header, and then into each byte, at the very most. */
  private static final long FREE_PIXELS = 1 << 16;

  private static final long PIXELS_PER_BYTE = 1_000;

  private static final String UNTURNED = "Normal";

  private PhotoFile() {}

  /**
   * Reads the first picture of a file.
   *
   * @param background what shows through where it is transparent, 0 black to 1 white
   * @throws PictureFileException if it is missing, damaged, or of no kind known here
   */
  static GreyPicture read(Path file, float background) {
    return read(file, photo -> photo.grey(background));
  }

  /**
   * Likewise, with its colours and its transparency.
   *
   * @throws PictureFileException if it is missing, damaged, or of no kind known here
   */
  public static ColourPicture colour(Path file) {
    return read(file, PhotoPixels::colour);
  }

  /**
   * A PNG picture that is part of a file, as it is.
   *
   * @param file named in messages
   * @param mostPixels that it may have
   * @throws PictureFileException if it is damaged, no PNG, or too large
   */
  public static ColourPicture png(Path file, byte[] png, long mostPixels) {
    return guarded(
        file,
        () -> {
          ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
          try (ImageInputStream in =
              new MemoryCacheImageInputStream(new ByteArrayInputStream(png))) {
            reader.setInput(in, true, true);
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (pixels < 1 || pixels > mostPixels) {
              throw new PictureFileException(
                  file, "is too large: a picture of {0} pixels does not fit into memory", pixels);
            }
            return PhotoPixels.of(file, reader.read(0), UNTURNED).colour();
          } finally {
            reader.dispose();
          }
        });
  }

  /**
   * Likewise, for whatever is wanted of it.
   *
   * @throws PictureFileException if it is missing, damaged, or of no kind known here
   */
  static <T> T read(Path file, Function<PhotoPixels, T> use) {
    return guarded(
        file,
        () -> {
          if (!Files.isRegularFile(file)) {
            throw Files.exists(file)
                ? new PictureFileException(
                    file, "is not a picture: it is a folder or a special file")
                : new PictureFileException(
                    file, "cannot be read", new NoSuchFileException(file.toString()));
          }
          try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers =
                in == null ? Collections.emptyIterator() : ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
              throw new PictureFileException(
                  file, "is not a picture that can be read (PNG, JPEG, WebP, TIFF, GIF or BMP)");
            }
            ImageReader reader = readers.next();
            try {
              reader.setInput(in, true, false);
              return use.apply(read(file, reader));
            } finally {
              reader.dispose();
            }
          }
        });
  }

  /** Reading that ends in a sentence, whatever goes wrong. */
  private static <T> T guarded(Path file, Reading<T> reading) {
    try {
      return reading.read();
    } catch (IOException e) {
      throw new PictureFileException(file, "is damaged or not a picture", e);
    } catch (PictureFileException e) {
      throw e;
    } catch (RuntimeException e) { // what readers do with damaged files
      throw new PictureFileException(
          file, "is damaged or not a picture", new IOException(String.valueOf(e.getMessage()), e));
    }
  }

  @FunctionalInterface
  private interface Reading<T> {
    T read() throws IOException;
  }

  private static PhotoPixels read(Path file, ImageReader reader) throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
      throw new PictureFileException(file, "is too large: sides can be up to {0} pixels", MAX_SIDE);
    }
    if (reader.getFormatName().equalsIgnoreCase("webp")) {
      requireWholeWebP(file, (long) width * height);
    }
    int step = Math.ceilDiv(Math.max(width, height), ENOUGH);
    ImageReadParam param = reader.getDefaultReadParam();
    param.setSourceSubsampling(step, step, 0, 0);
    return PhotoPixels.of(file, reader.read(0, param), orientation(reader));
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
          file, "is damaged: only {1} of its {0} bytes are there", said + 8, size);
    }
    if (pixels > FREE_PIXELS + PIXELS_PER_BYTE * size) {
      throw new PictureFileException(
          file, "is damaged or blank: it claims {0} pixels in {1} bytes", pixels, size);
    }
  }

  /** As the standard metadata of all readers names it, such as "Rotate270". */
  private static String orientation(ImageReader reader) throws IOException {
    IIOMetadata metadata = reader.getImageMetadata(0);
    if (metadata == null || !metadata.isStandardMetadataFormatSupported()) {
      return UNTURNED;
    }
    Element root = (Element) metadata.getAsTree(IIOMetadataFormatImpl.standardMetadataFormatName);
    NodeList found = root.getElementsByTagName("ImageOrientation");
    return found.getLength() == 0 ? "Normal" : ((Element) found.item(0)).getAttribute("value");
  }
}
