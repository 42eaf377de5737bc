package dev.pixdelta.studio.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pixdelta.pipeline.Picture;
import dev.pixdelta.pipeline.Size;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Small picture files of every format, with what other programs put into them. */
public final class PictureBytes {
  static final byte[] TIFF_II = {'I', 'I', 42, 0};
  static final byte[] TIFF_MM = {'M', 'M', 0, 42};

  private PictureBytes() {}

  /** A PNG file of 4 x 3 pixels with one text, as other programs write them. */
  public static byte[] png(String keyword, String text) throws IOException {
    return png(chunk("tEXt", joined(keyword + '\0', text.getBytes(UTF_8))));
  }

  /** A PNG file of 4 x 3 pixels with chunks before its pixels. */
  static byte[] png(byte[]... chunks) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PngWriter.write(out, new Picture(new Size(4, 3), new byte[36]), List.of(), List.of());
    byte[] plain = out.toByteArray();
    int pixels = new String(plain, ISO_8859_1).indexOf("IDAT") - 4;
    return joined(
        Arrays.copyOf(plain, pixels),
        joined(chunks),
        Arrays.copyOfRange(plain, pixels, plain.length));
  }

  /** A chunk of PNG. */
  static byte[] chunk(String type, byte[] data) {
    CRC32 crc = new CRC32();
    crc.update(joined(type, data));
    return ByteBuffer.allocate(12 + data.length)
        .putInt(data.length)
        .put(type.getBytes(US_ASCII))
        .put(data)
        .putInt((int) crc.getValue())
        .array();
  }

  /** A JPEG file of 4 x 3 pixels with segments behind its first marker. */
  static byte[] jpeg(byte[]... segments) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JpegWriter.write(out, new Picture(new Size(4, 3), new byte[36]), joined(segments), 90);
    return out.toByteArray();
  }

  /** A segment of JPEG. */
  static byte[] segment(int marker, byte[] content) {
    return ByteBuffer.allocate(4 + content.length)
        .put((byte) 0xFF)
        .put((byte) marker)
        .putShort((short) (content.length + 2))
        .put(content)
        .array();
  }

  /** A WebP file of these chunks. */
  static byte[] webp(byte[]... chunks) {
    byte[] all = joined(chunks);
    return ByteBuffer.allocate(12 + all.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("RIFF".getBytes(US_ASCII))
        .putInt(4 + all.length)
        .put("WEBP".getBytes(US_ASCII))
        .put(all)
        .array();
  }

  /** A chunk of WebP, padded to an even length. */
  static byte[] riff(String type, byte[] data) {
    return ByteBuffer.allocate(8 + data.length + (data.length & 1))
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(type.getBytes(US_ASCII))
        .putInt(data.length)
        .put(data)
        .array();
  }

  /** The chunk that WebP files with metadata begin with. */
  static byte[] vp8x(int width, int height) {
    ByteBuffer b = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN).putInt(0x2C);
    b.putInt(width - 1).position(7);
    int high = height - 1;
    b.put((byte) high).put((byte) (high >> 8)).put((byte) (high >> 16));
    return riff("VP8X", b.array());
  }

  /** Lossless pixels, as far as their header goes. */
  static byte[] vp8l(int width, int height) {
    ByteBuffer b = ByteBuffer.allocate(9).order(ByteOrder.LITTLE_ENDIAN).put((byte) 0x2F);
    return riff("VP8L", b.putInt((width - 1) | ((height - 1) << 14)).array());
  }

  /** Lossy pixels, as far as their header goes. */
  static byte[] vp8(int width, int height) {
    ByteBuffer b = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    b.put(new byte[] {0x50, 0, 0, (byte) 0x9D, 1, 0x2A});
    return riff("VP8 ", b.putShort((short) width).putShort((short) height).array());
  }

  /** EXIF data with one entry in its first directory. */
  static byte[] exif(ByteOrder order, int tag, int type, byte[] value) {
    return ByteBuffer.allocate(26 + Math.max(value.length, 4))
        .order(order)
        .put(order == ByteOrder.BIG_ENDIAN ? TIFF_MM : TIFF_II)
        .putInt(8)
        .putShort((short) 1)
        .putShort((short) tag)
        .putShort((short) type)
        .putInt(value.length)
        .putInt(26)
        .putInt(0)
        .put(value)
        .array();
  }

  static byte[] deflated(byte[] data) {
    try (Deflater deflater = new Deflater(9)) {
      deflater.setInput(data);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[1 << 16];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    }
  }

  static byte[] joined(String beginning, byte[] rest) {
    return joined(beginning.getBytes(ISO_8859_1), rest);
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
