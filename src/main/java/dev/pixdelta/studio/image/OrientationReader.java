package dev.pixdelta.studio.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEG;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegment;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegmentUtil;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.InflaterInputStream;
import javax.imageio.stream.ImageInputStream;

/**
 * Looks for the orientation where the formats keep it. What cannot be read is upright: a picture
 * must not be refused for its metadata.
 */
final class OrientationReader {
  private static final int MOST_BYTES = 1 << 20;
  private static final int MOST_CHUNKS = 10_000;
  private static final int PNG_SIGNATURE = 8;
  private static final Pattern XMP =
      Pattern.compile("tiff:Orientation\\s*(?:=\\s*[\"']|>)\\s*([1-8])");
  private static final Pattern RAW_PROFILE =
      Pattern.compile("\\s*(?:exif|generic profile|app1)\\s+\\d+\\s+");

  private OrientationReader() {}

  @FunctionalInterface
  private interface Reading {
    Orientation read() throws IOException;
  }

  private static Orientation orUpright(Reading reading) {
    try {
      return reading.read();
    } catch (IOException | RuntimeException e) {
      return Orientation.NORMAL;
    }
  }

  /** Of a TIFF file, or an EXIF block that is one, from where the stream stands. */
  static Orientation ofTiff(ImageInputStream in) {
    return orUpright(
        () -> {
          Entry entry = new TIFFReader().read(in).getEntryById(TIFF.TAG_ORIENTATION);
          return entry != null && entry.getValue() instanceof Number n
              ? Orientation.of(n.intValue())
              : Orientation.NORMAL;
        });
  }

  /** Of an EXIF block, with or without the words before it. */
  static Orientation ofExif(byte[] block) {
    String start = new String(block, 0, Math.min(block.length, 6), ISO_8859_1);
    byte[] tiff = start.equals("Exif\0\0") ? Arrays.copyOfRange(block, 6, block.length) : block;
    return ofTiff(new ByteArrayImageInputStream(tiff));
  }

  /** Of an XMP packet. */
  static Orientation ofXmp(byte[] packet) {
    Matcher found = XMP.matcher(new String(packet, ISO_8859_1));
    return found.find() ? Orientation.of(Integer.parseInt(found.group(1))) : Orientation.NORMAL;
  }

  /** Of a JPEG file. */
  static Orientation ofJpeg(ImageInputStream in) {
    return orUpright(
        () -> {
          List<JPEGSegment> exif = JPEGSegmentUtil.readSegments(in, JPEG.APP1, "Exif");
          return exif.isEmpty()
              ? Orientation.NORMAL
              : ofExif(exif.getFirst().segmentData().readNBytes(MOST_BYTES));
        });
  }

  /** Of a PNG file: its eXIf chunk, else the profile that ImageMagick writes, else XMP. */
  static Orientation ofPng(ImageInputStream in) {
    return orUpright(
        () -> {
          in.setByteOrder(ByteOrder.BIG_ENDIAN);
          Orientation found = Orientation.NORMAL;
          long at = PNG_SIGNATURE;
          for (int i = 0; i < MOST_CHUNKS && found == Orientation.NORMAL; i++) {
            in.seek(at);
            long length = in.readUnsignedInt();
            byte[] type = new byte[4];
            in.readFully(type);
            String name = new String(type, ISO_8859_1);
            if (name.equals("IEND")) {
              break;
            }
            if (length <= MOST_BYTES && List.of("eXIf", "tEXt", "zTXt", "iTXt").contains(name)) {
              byte[] data = new byte[(int) length];
              in.readFully(data);
              found = name.equals("eXIf") ? ofExif(data) : ofText(data, name.equals("zTXt"));
            }
            at += length + 12;
          }
          return found;
        });
  }

  private static Orientation ofText(byte[] data, boolean packed) throws IOException {
    String text = new String(data, ISO_8859_1);
    int end = text.indexOf('\0');
    String key = end < 0 ? "" : text.substring(0, end);
    if (key.equals("XML:com.adobe.xmp")) {
      return ofXmp(data);
    }
    if (!key.equals("Raw profile type exif") && !key.equals("Raw profile type APP1")) {
      return Orientation.NORMAL;
    }
    byte[] profile =
        Arrays.copyOfRange(data, Math.min(end + (packed ? 2 : 1), data.length), data.length);
    if (packed) {
      try (var in = new InflaterInputStream(new ByteArrayInputStream(profile))) {
        profile = in.readNBytes(2 * MOST_BYTES);
      }
    }
    // Its name, its length, and then itself in hexadecimal digits.
    Matcher head = RAW_PROFILE.matcher(new String(profile, ISO_8859_1));
    if (!head.lookingAt()) {
      return Orientation.NORMAL;
    }
    String digits = new String(profile, ISO_8859_1).substring(head.end()).replaceAll("\\s", "");
    return ofExif(HexFormat.of().parseHex(digits));
  }
}
