package dev.pixdelta.studio.picture;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Collects the texts of one file, with those inside its EXIF data and XMP, up to bounds on their
 * number and on their size together; what goes beyond is passed over.
 */
final class TextCollector {
  private static final byte[] EXIF = "Exif\0\0".getBytes(US_ASCII);

  private final List<PictureText> texts = new ArrayList<>();
  private int bytes;

  /** How many bytes may still be added. */
  int room() {
    return texts.size() < PictureTexts.MAX_TEXTS ? PictureTexts.MAX_TEXT_BYTES - bytes : 0;
  }

  /** Adds a text; one of XMP is taken apart too. */
  void add(PictureText text) {
    if (text.text().length() <= room()) {
      texts.add(text);
      bytes += text.text().length();
      if (text.keyword().equals(XmpReader.KEYWORD)) {
        XmpReader.read(text.text()).forEach(this::add);
      }
    }
  }

  /** Adds what a block of EXIF data says, which may begin as in JPEG. */
  void exif(byte[] block) {
    boolean named =
        block.length >= EXIF.length && Arrays.equals(EXIF, Arrays.copyOf(block, EXIF.length));
    byte[] tiff = named ? Arrays.copyOfRange(block, EXIF.length, block.length) : block;
    ExifReader.read(tiff, room()).forEach(this::add);
  }

  /** Adds what a packet of XMP says. */
  void xmp(byte[] packet) {
    if (packet.length <= room()) {
      add(
          new PictureText(
              XmpReader.KEYWORD, TextDecoder.guess(packet, ByteOrder.BIG_ENDIAN, false)));
    }
  }

  List<PictureText> all() {
    return List.copyOf(texts);
  }
}
