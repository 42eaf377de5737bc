package dev.pixdelta.studio.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.pixdelta.pipeline.Size;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads size and texts of a WebP file, still or animated, without its pixels. What a file claims
 * costs at most a few megabytes of memory.
 */
final class WebpReader {
  private static final int HEADER = 10;

  private final Path file;
  private final DataInputStream in;
  private final TextCollector texts = new TextCollector();
  private @Nullable Size size;
  private boolean pixels;

  private WebpReader(Path file, DataInputStream in) {
    this.file = file;
    this.in = in;
  }

  /**
   * Reads a file. Its texts stand behind the pixels, so that all of it is walked through either
   * way, and one that is cut off is told from a good one.
   *
   * @param in behind the twelve bytes that it begins with
   * @param length what the file says that follows them, in bytes
   * @throws PictureFileException if it is damaged
   */
  static PictureTexts read(Path file, DataInputStream in, long length) throws IOException {
    return new WebpReader(file, in).read(length);
  }

  private PictureTexts read(long length) throws IOException {
    long left = length;
    while (left >= 8) {
      byte[] name = new byte[4];
      in.readFully(name);
      long chunk = Integer.toUnsignedLong(Integer.reverseBytes(in.readInt()));
      long padded = chunk + (chunk & 1);
      left -= 8;
      if (chunk > left) {
        throw damaged("a chunk is longer than the file says that it is");
      }
      take(new String(name, ISO_8859_1), chunk, Math.min(padded, left));
      left -= padded;
    }
    Size found = size;
    if (found == null || !pixels) {
      throw damaged("it has no pixels");
    }
    return new PictureTexts(FileFormat.WEBP, found, texts.all());
  }

  private void take(String name, long length, long padded) throws IOException {
    int kept =
        switch (name) {
          case "VP8X", "VP8 ", "VP8L" -> (int) Math.min(length, HEADER);
          case "EXIF", "XMP " -> length <= PictureTexts.MAX_TEXT_BYTES ? (int) length : 0;
          default -> 0;
        };
    byte[] content = in.readNBytes(kept);
    if (content.length < kept) {
      throw new EOFException();
    }
    in.skipNBytes(padded - kept);
    ByteBuffer b = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    switch (name) {
      case "VP8X" -> {
        if (kept == HEADER) {
          size(1 + (b.getInt(4) & 0xFFFFFF), 1 + (b.getInt(6) >>> 8));
        }
      }
      case "VP8 " -> {
        pixels = true;
        if (kept == HEADER && size == null) {
          size(b.getShort(6) & 0x3FFF, b.getShort(8) & 0x3FFF);
        }
      }
      case "VP8L" -> {
        pixels = true;
        if (kept >= 5 && size == null) {
          size(1 + (b.getInt(1) & 0x3FFF), 1 + ((b.getInt(1) >>> 14) & 0x3FFF));
        }
      }
      case "ANMF" -> pixels = true;
      case "EXIF" -> texts.exif(content);
      case "XMP " -> texts.xmp(content);
      default -> {}
    }
  }

  private void size(int width, int height) {
    if (width < 1 || height < 1) {
      throw damaged("its header gives no size");
    }
    size = new Size(width, height);
  }

  private PictureFileException damaged(String how) {
    return new PictureFileException(file, "the WebP file is damaged: {0}", how);
  }
}
