package dev.pixdelta.studio.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.luciad.imageio.webp.WebPImageReaderSpi;
import com.luciad.imageio.webp.WebPReadParam;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferInt;
import java.awt.image.DirectColorModel;
import java.awt.image.Raster;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;

/**
 * A WebP file: its chunks by ourselves, its pixels by libwebp, which knows no animations; of one
 * the first picture is shown, where it lies on the canvas.
 */
final class WebPFile {
  private static final int MOST_BYTES = 1 << 28;

  /** libwebp holds a whole lossless picture, four bytes a pixel, however small it is wanted. */
  private static final long MOST_LOSSLESS_PIXELS = 1 << 27;

  private static final int HEAD = 12;
  private static final int ALPHA = 0x10;
  private static final int ANIMATION = 0x02;

  private final Map<String, byte[]> chunks = new HashMap<>();
  private byte[] still; // a file of the first picture alone
  private int width; // of the canvas
  private int height;
  private int left; // where the first picture lies
  private int top;
  private int stillWidth;
  private int stillHeight;

  private WebPFile(byte[] file) throws IOException {
    still = file;
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    long end = HEAD - 4 + Integer.toUnsignedLong(in.getInt(4));
    if (end > file.length) {
      throw new EOFException();
    }
    read(in.slice(HEAD, (int) end - HEAD).order(ByteOrder.LITTLE_ENDIAN));
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it is damaged, cut off, or too large
   */
  static WebPFile read(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new ImageFault("it is too large: a WebP file can have at most 256 MiB");
    }
    return new WebPFile(Files.readAllBytes(file));
  }

  private void read(ByteBuffer in) throws IOException {
    byte[] header = null;
    boolean hasPixels = false;
    while (in.remaining() >= 8 && !(hasPixels && header == null)) {
      String name = name(in);
      byte[] data = data(in);
      switch (name) {
        case "VP8X" -> header = data;
        case "VP8 ", "VP8L" -> {
          hasPixels = true;
          if (header == null) {
            size(name, data);
          }
        }
        case "ANMF" -> {
          if (!hasPixels) {
            hasPixels = true;
            frame(data);
          }
        }
        case "ICCP", "EXIF", "XMP " -> chunks.putIfAbsent(name, data);
        default -> {}
      }
    }
    if (!hasPixels) {
      throw new ImageFault("it is damaged: there is no picture in it");
    }
    if (header != null) {
      canvas(header);
    }
  }

  private static String name(ByteBuffer in) {
    byte[] name = new byte[4];
    in.get(name);
    return new String(name, ISO_8859_1);
  }

  private static byte[] data(ByteBuffer in) throws IOException {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new EOFException();
    }
    byte[] data = new byte[length];
    in.get(data);
    if (length % 2 == 1 && in.hasRemaining()) {
      in.get(); // chunks begin at even bytes
    }
    return data;
  }

  private void canvas(byte[] header) throws IOException {
    if (header.length < 10) {
      throw new ImageFault("it is damaged: its header is too short");
    }
    width = 1 + threeBytes(header, 4);
    height = 1 + threeBytes(header, 7);
    if ((header[0] & ANIMATION) == 0) {
      stillWidth = width;
      stillHeight = height;
    }
  }

  /** Of a file without a header. */
  private void size(String name, byte[] data) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    if (data.length < 10) {
      throw new EOFException();
    }
    if (name.equals("VP8L")) {
      int bits = in.getInt(1);
      width = 1 + (bits & 0x3fff);
      height = 1 + (bits >> 14 & 0x3fff);
    } else {
      width = in.getShort(6) & 0x3fff;
      height = in.getShort(8) & 0x3fff;
    }
    stillWidth = width;
    stillHeight = height;
  }

  /** Makes a file of its own of an animation's first picture. */
  private void frame(byte[] data) throws IOException {
    if (data.length < 16 + 8) {
      throw new EOFException();
    }
    left = 2 * threeBytes(data, 0);
    top = 2 * threeBytes(data, 3);
    stillWidth = 1 + threeBytes(data, 6);
    stillHeight = 1 + threeBytes(data, 9);
    int length = data.length - 16;
    byte[] size = new byte[10];
    size[0] = ALPHA;
    putThreeBytes(size, 4, stillWidth - 1);
    putThreeBytes(size, 7, stillHeight - 1);
    still =
        ByteBuffer.allocate(HEAD + 8 + size.length + length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put("RIFF".getBytes(ISO_8859_1))
            .putInt(4 + 8 + size.length + length)
            .put("WEBPVP8X".getBytes(ISO_8859_1))
            .putInt(size.length)
            .put(size)
            .put(data, 16, length)
            .array();
  }

  private static int threeBytes(byte[] data, int at) {
    return (data[at] & 0xff) | (data[at + 1] & 0xff) << 8 | (data[at + 2] & 0xff) << 16;
  }

  private static void putThreeBytes(byte[] data, int at, int value) {
    data[at] = (byte) value;
    data[at + 1] = (byte) (value >> 8);
    data[at + 2] = (byte) (value >> 16);
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  Orientation orientation() {
    byte[] exif = chunks.get("EXIF");
    byte[] xmp = chunks.get("XMP ");
    if (exif != null) {
      return OrientationReader.ofExif(exif);
    }
    return xmp == null ? Orientation.NORMAL : OrientationReader.ofXmp(xmp);
  }

  /**
   * The pixels in a colour space of the file's.
   *
   * @param step n for a picture with an n-th of the width and height
   * @throws IOException if they are damaged, or libwebp does not run on this machine
   */
  BufferedImage pixels(int step) throws IOException {
    if ((long) stillWidth * stillHeight > MOST_LOSSLESS_PIXELS && isLossless()) {
      throw new ImageFault(
          "it is too large: a lossless WebP picture can have at most 134 megapixels");
    }
    int w = Math.ceilDiv(width, step);
    int h = Math.ceilDiv(height, step);
    BufferedImage picture = decoded(step);
    boolean filled = picture.getWidth() == w && picture.getHeight() == h && left == 0 && top == 0;
    boolean alpha = !filled || picture.getColorModel().hasAlpha();
    int[] argb = ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
    if (!alpha) {
      for (int i = 0; i < argb.length; i++) {
        argb[i] |= 0xff000000;
      }
    }
    return image(filled ? argb : placed(picture, argb, w, h, step), w, h);
  }

  private boolean isLossless() {
    return new String(still, ISO_8859_1).contains("VP8L");
  }

  private BufferedImage decoded(int step) throws IOException {
    WebPLibrary.load();
    ImageReader reader = new WebPImageReaderSpi().createReaderInstance(null);
    try {
      WebPReadParam param = (WebPReadParam) reader.getDefaultReadParam();
      if (step > 1) {
        param.setUseScaling(true);
        param.setScaledWidth(Math.ceilDiv(stillWidth, step));
        param.setScaledHeight(Math.ceilDiv(stillHeight, step));
      }
      reader.setInput(new ByteArrayImageInputStream(still), false, true);
      return reader.read(0, param);
    } finally {
      reader.dispose();
    }
  }

  private int[] placed(BufferedImage picture, int[] argb, int w, int h, int step) {
    int[] out = new int[w * h];
    int opaque = picture.getColorModel().hasAlpha() ? 0 : 0xff000000;
    int atX = left / step;
    int atY = top / step;
    for (int y = 0; y < Math.min(picture.getHeight(), h - atY); y++) {
      for (int x = 0; x < Math.min(picture.getWidth(), w - atX); x++) {
        out[(atY + y) * w + atX + x] = argb[y * picture.getWidth() + x] | opaque;
      }
    }
    return out;
  }

  private BufferedImage image(int[] argb, int w, int h) {
    ICC_Profile profile = profile();
    if (profile == null) {
      BufferedImage image = new BufferedImage(w, h, BufferedImage.TYPE_INT_ARGB);
      int[] to = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
      System.arraycopy(argb, 0, to, 0, argb.length);
      return image;
    }
    DirectColorModel model =
        new DirectColorModel(
            new ICC_ColorSpace(profile),
            32,
            0xff0000,
            0xff00,
            0xff,
            0xff000000,
            false,
            DataBuffer.TYPE_INT);
    return new BufferedImage(
        model,
        Raster.createPackedRaster(
            new DataBufferInt(argb, argb.length), w, h, w, model.getMasks(), null),
        false,
        null);
  }

  private @Nullable ICC_Profile profile() {
    byte[] data = chunks.get("ICCP");
    try {
      ICC_Profile profile = data == null ? null : ICC_Profile.getInstance(data);
      return profile != null && profile.getColorSpaceType() == ColorSpace.TYPE_RGB ? profile : null;
    } catch (IllegalArgumentException e) {
      return null; // damaged: the colours as they are
    }
  }
}
