package dev.pixdelta.studio.picture;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pixdelta.pipeline.Size;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads size and texts of a JPEG file, without its pixels. What a file claims costs at most a few
 * megabytes of memory.
 */
final class JpegReader {
  private static final int START_OF_SCAN = 0xDA;
  private static final int END_OF_IMAGE = 0xD9;

  private final Path file;
  private final DataInputStream in;
  private final List<PictureText> texts = new ArrayList<>();
  private final ByteArrayOutputStream json = new ByteArrayOutputStream();
  private int jsonParts;
  private @Nullable Size size;

  private JpegReader(Path file, DataInputStream in) {
    this.file = file;
    this.in = in;
  }

  /**
   * Reads a file.
   *
   * @param in behind the marker that it begins with
   * @param whole whether the pixels are walked to their end, so that a file that is cut off is told
   *     from a good one
   * @throws PictureFileException if it is damaged
   */
  static PictureTexts read(Path file, DataInputStream in, boolean whole) throws IOException {
    return new JpegReader(file, in).read(whole);
  }

  private PictureTexts read(boolean whole) throws IOException {
    int marker = marker();
    while (marker != START_OF_SCAN) {
      if (marker == END_OF_IMAGE) {
        throw damaged("it has no pixels");
      }
      segment(marker);
      marker = marker();
    }
    Size found = size;
    if (found == null) {
      throw damaged("it gives no size");
    }
    if (whole) {
      toTheEnd();
    }
    return new PictureTexts(ImageFormat.JPEG, found, texts);
  }

  private int marker() throws IOException {
    if (in.readUnsignedByte() != 0xFF) {
      throw damaged("something else stands where a segment should begin");
    }
    int marker = in.readUnsignedByte();
    while (marker == 0xFF) { // any number of them may stand before a marker
      marker = in.readUnsignedByte();
    }
    return marker;
  }

  private void segment(int marker) throws IOException {
    if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8)) {
      return; // a marker alone
    }
    int length = in.readUnsignedShort() - 2;
    if (length < 0) {
      throw damaged("a segment has no length");
    }
    boolean frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8;
    if ((frame && marker != 0xCC)
        || marker == JpegSegments.EXIF_MARKER
        || marker == JpegSegments.PIXDELTA_MARKER) {
      byte[] content = in.readNBytes(length);
      if (content.length < length) {
        throw new EOFException();
      }
      take(marker, content);
    } else {
      in.skipNBytes(length);
    }
  }

  private void take(int marker, byte[] content) {
    if (marker == JpegSegments.EXIF_MARKER) {
      if (startsWith(content, JpegSegments.EXIF)) {
        byte[] block = Arrays.copyOfRange(content, JpegSegments.EXIF.length, content.length);
        PictureText comment = ExifComment.read(block, PictureTexts.MAX_TEXT_BYTES);
        if (comment != null && texts.size() < PictureTexts.MAX_TEXTS) {
          texts.add(comment);
        }
      }
    } else if (marker == JpegSegments.PIXDELTA_MARKER) {
      if (startsWith(content, JpegSegments.PIXDELTA)) {
        json(content, JpegSegments.PIXDELTA.length);
      }
    } else {
      frame(content);
    }
  }

  /** Parts come in order; where they do not, the object is no use. */
  private void json(byte[] content, int at) {
    if (content.length < at + 2
        || Byte.toUnsignedInt(content[at]) != jsonParts + 1
        || json.size() + content.length > PictureTexts.MAX_TEXT_BYTES) {
      return;
    }
    jsonParts++;
    json.write(content, at + 2, content.length - at - 2);
    if (jsonParts == Byte.toUnsignedInt(content[at + 1])) {
      String text = json.toString(UTF_8).replace("\0", "");
      texts.addFirst(new PictureText(PictureMetadata.PIXDELTA, text));
    }
  }

  private void frame(byte[] content) {
    if (content.length < 5) {
      throw damaged("its frame is too short");
    }
    int height = Byte.toUnsignedInt(content[1]) << 8 | Byte.toUnsignedInt(content[2]);
    int width = Byte.toUnsignedInt(content[3]) << 8 | Byte.toUnsignedInt(content[4]);
    if (width < 1 || height < 1) {
      throw damaged("it gives no size");
    }
    size = new Size(width, height);
  }

  /** Among pixels the two bytes of this marker stand nowhere but at their end. */
  private void toTheEnd() throws IOException {
    byte[] buffer = new byte[1 << 13];
    byte last = 0;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      for (int i = 0; i < n; i++) {
        if (last == (byte) 0xFF && buffer[i] == (byte) END_OF_IMAGE) {
          return;
        }
        last = buffer[i];
      }
    }
    throw new EOFException();
  }

  private static boolean startsWith(byte[] bytes, byte[] beginning) {
    return bytes.length >= beginning.length
        && Arrays.equals(bytes, 0, beginning.length, beginning, 0, beginning.length);
  }

  private PictureFileException damaged(String how) {
    return new PictureFileException(file, "the JPEG file is damaged: {0}", how);
  }
}
