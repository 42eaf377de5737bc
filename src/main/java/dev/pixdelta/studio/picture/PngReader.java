package dev.pixdelta.studio.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.pixdelta.pipeline.Size;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Reads size and texts of a PNG file, without its pixels. What a file claims costs at most a few
 * megabytes of memory.
 */
final class PngReader {
  private final Path file;
  private final DataInputStream in;
  private final boolean whole;
  private final CRC32 crc = new CRC32();
  private final byte[] buffer = new byte[1 << 13];
  private final List<PictureText> texts = new ArrayList<>();
  private int textBytes;

  private PngReader(Path file, DataInputStream in, boolean whole) {
    this.file = file;
    this.in = in;
    this.whole = whole;
  }

  /**
   * Reads a file.
   *
   * @param in behind the signature
   * @param whole whether every checksum is compared, so that a damaged file is told from a good
   *     one; otherwise pixels are leapt over, and nothing is read behind the first of them once it
   *     is known how the picture was made
   * @throws PictureFileException if it is damaged
   */
  static PictureTexts read(Path file, DataInputStream in, boolean whole) throws IOException {
    return new PngReader(file, in, whole).read();
  }

  private PictureTexts read() throws IOException {
    Chunk header = chunk();
    if (!header.type().equals("IHDR") || header.data().length != 13) {
      throw damaged("it does not begin with a header");
    }
    Size size = size(header.data());
    while (true) {
      Chunk chunk = chunk();
      if (chunk.type().equals("IEND") || (!whole && isAnswered(chunk.type()))) {
        return new PictureTexts(ImageFormat.PNG, size, texts);
      }
      if (chunk.data().length > 0) {
        text(chunk.type(), chunk.data());
      }
    }
  }

  private boolean isAnswered(String type) {
    return type.equals("IDAT") && texts.stream().anyMatch(PictureMetadata::isAnswer);
  }

  /** A chunk that was read; its data are empty unless they are of interest here. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Chunk(String type, byte[] data) {}

  private Chunk chunk() throws IOException {
    int length = in.readInt();
    byte[] name = new byte[4];
    in.readFully(name);
    String type = new String(name, ISO_8859_1);
    if (length < 0 || !isChunkType(name)) {
      throw damaged("a chunk header makes no sense");
    }
    boolean kept =
        switch (type) {
          case "IHDR" -> length == 13;
          case "tEXt", "zTXt", "iTXt", "eXIf" ->
              length <= PictureTexts.MAX_TEXT_BYTES && texts.size() < PictureTexts.MAX_TEXTS;
          default -> false;
        };
    if (!kept && !whole) {
      in.skipNBytes(length + 4L);
      return new Chunk(type, new byte[0]);
    }
    crc.reset();
    crc.update(name);
    byte[] data = kept ? content(length) : new byte[0];
    if (!kept) {
      skip(length);
    }
    if (in.readInt() != (int) crc.getValue()) {
      throw damaged("the checksum of its " + type + " chunk is wrong");
    }
    return new Chunk(type, data);
  }

  private static boolean isChunkType(byte[] name) {
    for (byte b : name) {
      if (!((b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z'))) {
        return false;
      }
    }
    return true;
  }

  private byte[] content(int length) throws IOException {
    byte[] data = in.readNBytes(length);
    if (data.length < length) {
      throw new EOFException();
    }
    crc.update(data);
    return data;
  }

  private void skip(int length) throws IOException {
    for (int left = length; left > 0; ) {
      int n = in.read(buffer, 0, Math.min(left, buffer.length));
      if (n < 0) {
        throw new EOFException();
      }
      crc.update(buffer, 0, n);
      left -= n;
    }
  }

  private Size size(byte[] header) {
    ByteBuffer b = ByteBuffer.wrap(header);
    int width = b.getInt();
    int height = b.getInt();
    if (width < 1 || height < 1) {
      throw damaged("its header gives no size");
    }
    return new Size(width, height);
  }

  /** Takes in a text chunk; one that is malformed is passed over, as image viewers do. */
  private void text(String type, byte[] data) {
    PictureText text = PngTextChunk.decode(type, data, PictureTexts.MAX_TEXT_BYTES - textBytes);
    if (text != null) {
      texts.add(text);
      textBytes += text.text().length();
    }
  }

  private PictureFileException damaged(String how) {
    return new PictureFileException(file, "the PNG file is damaged: {0}", how);
  }
}
