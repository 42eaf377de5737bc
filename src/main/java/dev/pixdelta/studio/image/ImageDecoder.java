package dev.pixdelta.studio.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/**
 * Reads the picture files that artists have: PNG, JPEG (CMYK too), WebP, TIFF, GIF and BMP; grey or
 * coloured, 8 or 16 bit, with alpha or without, turned as the camera says. Of files with several
 * pictures it reads the first. What a file claims costs bounded memory. Safe for any thread;
 * blocks.
 *
 * <p>Whatever is wrong with a file is an {@link IOException} whose message is a clause about "it",
 * such as "it ends before its picture does"; those of the file system are passed on as they are.
 */
public final class ImageDecoder {
  /** Most pixels of a file: 16,384 x 16,384. */
  public static final long MOST_PIXELS = 1L << 28;

  private static final int HEAD = 16;

  static {
    // Readers of TIFF would put parts of a file into the folder for temporary files.
    ImageIO.setUseCache(false);
  }

  private ImageDecoder() {}

  /** Which pixels are read. */
  @FunctionalInterface
  public interface Step {
    /**
     * For a picture of this size as it is stored.
     *
     * @return n for each n-th pixel of each n-th row, at least 1
     */
    int of(int width, int height);
  }

  /** Opens what a reader reads from; several times. */
  @FunctionalInterface
  private interface Source {
    ImageInputStream open() throws IOException;
  }

  /**
   * Reads a file.
   *
   * @param whole whether a picture that is cut off is refused; otherwise what is there of a JPEG
   *     picture is shown
   * @throws IOException if it is missing, damaged, too large, or of no kind known here
   */
  public static DecodedImage read(Path file, Step step, boolean whole) throws IOException {
    String head = head(file);
    return guarded(
        () ->
            head.startsWith("RIFF") && head.startsWith("WEBP", 8)
                ? webp(file, step)
                : read(
                    () -> new FileImageInputStream(file.toFile()), head, step, whole, MOST_PIXELS));
  }

  /**
   * Reads a PNG picture that is part of a file.
   *
   * @param mostPixels that it may have
   * @throws IOException if it is damaged, cut off, too large, or no PNG
   */
  public static DecodedImage readPng(byte[] png, long mostPixels) throws IOException {
    String head = new String(png, 0, Math.min(png.length, HEAD), ISO_8859_1);
    if (!head.startsWith("PNG", 1)) {
      throw new IOException("it is no PNG picture");
    }
    return guarded(
        () -> read(() -> new ByteArrayImageInputStream(png), head, (w, h) -> 1, true, mostPixels));
  }

  /** The first bytes; tells what cannot be read at all in the file system's words. */
  private static String head(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("it is a folder");
    }
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    if (!Files.isRegularFile(file)) {
      throw new IOException("it is no file but something special");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(HEAD);
      if (head.length == 0) {
        throw new IOException("it is empty");
      }
      return new String(head, ISO_8859_1);
    }
  }

  @FunctionalInterface
  private interface Decoding {
    DecodedImage decode() throws IOException;
  }

  /** Reading that ends in a clause, whatever goes wrong. */
  private static DecodedImage guarded(Decoding decoding) throws IOException {
    try {
      return decoding.decode();
    } catch (ImageFault e) {
      throw e;
    } catch (EOFException e) {
      throw new ImageFault("it ends before its picture does", e);
    } catch (IOException | RuntimeException e) { // what readers do with damaged files
      throw new ImageFault("it is damaged", e);
    } catch (OutOfMemoryError e) {
      throw new ImageFault("it needs more memory than there is", e);
    }
  }

  private static DecodedImage webp(Path path, Step step) throws IOException {
    WebPFile file = WebPFile.read(path);
    check(file.width(), file.height(), MOST_PIXELS);
    int n = step.of(file.width(), file.height());
    return new DecodedImage(file.pixels(n), file.orientation(), file.width(), file.height(), n);
  }

  private static DecodedImage read(
      Source source, String head, Step step, boolean whole, long mostPixels) throws IOException {
    try (ImageInputStream in = source.open()) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new ImageFault(
            "it is no picture of a kind that can be read (PNG, JPEG, WebP, TIFF, GIF or BMP)");
      }
      ImageReader reader = readers.next();
      try {
        String[] warning = new String[1];
        reader.addIIOReadWarningListener(
            (r, text) -> warning[0] = isTruncation(text) ? text : warning[0]);
        reader.setInput(in, true, true);
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        check(width, height, mostPixels);
        int n = step.of(width, height);
        ImageReadParam param = reader.getDefaultReadParam();
        param.setSourceSubsampling(n, n, 0, 0);
        BufferedImage image = reader.read(0, param);
        if (whole && warning[0] != null) {
          throw new EOFException(warning[0]);
        }
        return new DecodedImage(image, orientation(source, head), width, height, n);
      } finally {
        reader.dispose();
      }
    }
  }

  /** libjpeg fills up what is missing with grey, and warns of it in one of these ways. */
  private static boolean isTruncation(String warning) {
    String text = warning.toLowerCase(Locale.ROOT);
    return text.contains("premature end") || text.contains("truncated file");
  }

  private static void check(int width, int height, long mostPixels) throws IOException {
    if (width < 1 || height < 1) {
      throw new ImageFault("it is damaged: it has no size");
    }
    if ((long) width * height > mostPixels) {
      throw new ImageFault(
          "it is too large: it has %d x %d pixels, and %d megapixels are the most"
              .formatted(width, height, mostPixels / 1_000_000));
    }
  }

  private static Orientation orientation(Source source, String head) throws IOException {
    try (ImageInputStream in = source.open()) {
      if (head.startsWith("\u00ff\u00d8")) {
        return OrientationReader.ofJpeg(in);
      }
      if (head.startsWith("PNG", 1)) {
        return OrientationReader.ofPng(in);
      }
      return head.startsWith("II") || head.startsWith("MM")
          ? OrientationReader.ofTiff(in)
          : Orientation.NORMAL;
    }
  }
}
