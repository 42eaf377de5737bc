package dev.pixdelta.studio.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import dev.pixdelta.text.Sentence;
import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
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
        () -> {
          if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) {
            return webp(file, step);
          }
          try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
            return read(in, head, step, whole, MOST_PIXELS);
          }
        });
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
      throw new ImageFault("it is not a PNG picture");
    }
    return guarded(
        () -> {
          try (ImageInputStream in = new ByteArrayImageInputStream(png)) {
            return read(in, head, (w, h) -> 1, true, mostPixels);
          }
        });
  }

  /** The first bytes; tells what cannot be read at all in the file system's words. */
  private static String head(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new ImageFault(attributes.isDirectory() ? "it is a folder" : "it is a special file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(HEAD);
      if (head.length == 0) {
        throw new ImageFault("it is empty");
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
      throw new ImageFault(Sentence.of("it ends before its picture does"), e);
    } catch (IOException | RuntimeException e) { // what readers do with damaged files
      throw new ImageFault(Sentence.of("it is damaged"), e);
    } catch (OutOfMemoryError e) {
      throw new ImageFault(Sentence.of("it needs more memory than there is"), e);
    }
  }

  private static DecodedImage webp(Path path, Step step) throws IOException {
    WebPFile file = WebPFile.read(path);
    check(file.width(), file.height(), MOST_PIXELS);
    int n = step.of(file.width(), file.height());
    return new DecodedImage(file.pixels(n), file.orientation(), file.width(), file.height(), n);
  }

  private static DecodedImage read(
      ImageInputStream in, String head, Step step, boolean whole, long mostPixels)
      throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
    if (!readers.hasNext()) {
      throw new ImageFault(
          "it is not a picture that can be read (PNG, JPEG, WebP, TIFF, GIF or BMP)");
    }
    ImageReader reader = readers.next();
    try {
      Orientation orientation = orientation(in, head);
      in.seek(0);
      in.setByteOrder(ByteOrder.BIG_ENDIAN);
      boolean[] truncated = new boolean[1];
      reader.addIIOReadWarningListener((r, text) -> truncated[0] |= isTruncation(text));
      reader.setInput(in, true, true);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      check(width, height, mostPixels);
      int n = step.of(width, height);
      ImageReadParam param = reader.getDefaultReadParam();
      param.setSourceSubsampling(n, n, 0, 0);
      BufferedImage image = reader.read(0, param);
      if (whole && truncated[0]) {
        throw new EOFException();
      }
      return new DecodedImage(image, orientation, width, height, n);
    } finally {
      reader.dispose();
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
          "it is too large: it has {0} x {1} pixels, and {2} megapixels are the most",
          width, height, mostPixels / 1_000_000);
    }
  }

  private static Orientation orientation(ImageInputStream in, String head) {
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
