package dev.pixdelta.studio.picture;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * The segments in which a JPEG file tells how the picture was made: APP1 with EXIF data for other
 * programs, and for this one APP10 with a JSON object that loses nothing.
 */
final class JpegSegments {
  static final int EXIF_MARKER = 0xE1;
  static final int PIXDELTA_MARKER = 0xEA;

  /** What such segments begin with. */
  static final byte[] EXIF = "Exif\0\0".getBytes(US_ASCII);

  static final byte[] XMP = "http://ns.adobe.com/xap/1.0/\0".getBytes(US_ASCII);
  static final byte[] EXTENDED_XMP = "http://ns.adobe.com/xmp/extension/\0".getBytes(US_ASCII);

  /** Number and count of the segments follow, a byte each. */
  static final byte[] PIXDELTA = "pixdelta\0".getBytes(US_ASCII);

  private static final int MAX_CONTENT = 0xFFFF - 2;
  private static final int MAX_COMMENT = ExifComment.maxLength(MAX_CONTENT - EXIF.length);
  private static final int MAX_PART = MAX_CONTENT - PIXDELTA.length - 2;
  private static final int MAX_PARTS = 255;

  private JpegSegments() {}

  /** Both, markers and lengths included, to stand before the picture's own. */
  static byte[] of(PictureParameters parameters) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] exif = ExifComment.block(A1111Text.format(parameters, MAX_COMMENT));
    segment(
        out,
        EXIF_MARKER,
        ByteBuffer.allocate(EXIF.length + exif.length).put(EXIF).put(exif).array());
    byte[] json = PictureMetadata.json(parameters).getBytes(UTF_8);
    int parts = (json.length + MAX_PART - 1) / MAX_PART;
    // A prompt of sixteen megabytes is told to other programs by its beginning only, and not here.
    for (int i = 0; parts <= MAX_PARTS && i < parts; i++) {
      int length = Math.min(MAX_PART, json.length - i * MAX_PART);
      segment(
          out,
          PIXDELTA_MARKER,
          ByteBuffer.allocate(PIXDELTA.length + 2 + length)
              .put(PIXDELTA)
              .put((byte) (i + 1))
              .put((byte) parts)
              .put(json, i * MAX_PART, length)
              .array());
    }
    return out.toByteArray();
  }

  private static void segment(ByteArrayOutputStream out, int marker, byte[] content) {
    int length = content.length + 2;
    out.write(0xFF);
    out.write(marker);
    out.write(length >> 8);
    out.write(length);
    out.writeBytes(content);
  }
}
