package dev.pixdelta.studio.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pixdelta.pipeline.Size;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Reads size and texts of a PNG file, without its pixels. The whole file is walked and every
 * checksum compared, so a truncated or damaged file is told from a good one. What a file claims
 * costs at most a few megabytes of memory.
 */
public final class PngReader {
  private static final int MAX_TEXT_BYTES = 1 << 20;
  private static final int MAX_TEXTS = 100;

  private final Path file;
  private final DataInputStream in;
  private final CRC32 crc = new CRC32();
  private final byte[] buffer = new byte[1 << 16];
  private final List<PngText> texts = new ArrayList<>();

  private PngReader(Path file, DataInputStream in) {
    this.file = file;
    this.in = in;
  }

  /**
   * What a PNG file says of itself.
   *
   * @param size in pixels
   * @param texts in the order of the file; at most 100 of at most 1 MiB, others are passed over
   */
  public record Png(Size size, List<PngText> texts) {
    public Png {
      texts = List.copyOf(texts);
    }

    /** The first text under a keyword, or null. */
    public @Nullable String text(String keyword) {
      for (PngText t : texts) {
        if (t.keyword().equals(keyword)) {
          return t.text();
        }
      }
      return null;
    }
  }

  /**
   * Reads a file.
   *
   * @throws PictureFileException if it cannot be read, is no PNG, or is damaged
   */
  public static Png read(Path file) {
    if (Files.isDirectory(file)) {
      throw new PictureFileException(file, "is a folder, not a PNG file");
    }
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      return new PngReader(file, in).read();
    } catch (EOFException e) {
      throw new PictureFileException(file, "the PNG file is cut off before its end");
    } catch (IOException e) {
      throw new PictureFileException(file, "cannot be read", e);
    }
  }

  private Png read() throws IOException {
    if (!Arrays.equals(in.readNBytes(8), PngWriter.SIGNATURE)) {
      throw new PictureFileException(file, "is not a PNG file");
    }
    Chunk header = chunk();
    if (!header.type().equals("IHDR") || header.data().length != 13) {
      throw damaged("it does not begin with a header");
    }
    Size size = size(header.data());
    while (true) {
      Chunk chunk = chunk();
      if (chunk.type().equals("IEND")) {
        return new Png(size, texts);
      }
      if (chunk.data().length > 0) {
        text(chunk.type(), chunk.data());
      }
    }
  }

  /** A chunk that was read and checked; its data are empty unless they are of interest here. */
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
    crc.reset();
    crc.update(name);
    boolean kept =
        switch (type) {
          case "IHDR" -> length == 13;
          case "tEXt", "zTXt", "iTXt" -> length <= MAX_TEXT_BYTES && texts.size() < MAX_TEXTS;
          default -> false;
        };
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
    int end = indexOfNul(data, 0);
    if (end < 1 || end > 79) {
      return;
    }
    String text =
        switch (type) {
          case "tEXt" -> decode(data, end + 1, ISO_8859_1);
          case "zTXt" -> compressed(data, end + 2, ISO_8859_1);
          case "iTXt" -> international(data, end + 1);
          default -> null;
        };
    String keyword = new String(data, 0, end, ISO_8859_1);
    if (text != null && keyword.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      texts.add(new PngText(keyword, text.replace("\0", "")));
    }
  }

  private static @Nullable String international(byte[] data, int flags) {
    int language = indexOfNul(data, flags + 2);
    int translated = language < 0 ? -1 : indexOfNul(data, language + 1);
    if (translated < 0) {
      return null;
    }
    return data[flags] == 0
        ? decode(data, translated + 1, UTF_8)
        : compressed(data, translated + 1, UTF_8);
  }

  private static @Nullable String decode(byte[] data, int from, Charset charset) {
    return from > data.length ? null : new String(data, from, data.length - from, charset);
  }

  /** The inflated text, or null if it is damaged or larger than the bound. */
  private static @Nullable String compressed(byte[] data, int from, Charset charset) {
    if (from > data.length) {
      return null;
    }
    try (Inflater inflater = new Inflater()) {
      inflater.setInput(data, from, data.length - from);
      byte[] text = new byte[MAX_TEXT_BYTES];
      int length = 0;
      while (!inflater.finished()) {
        int n = inflater.inflate(text, length, text.length - length);
        if (n == 0) {
          return inflater.finished() ? new String(text, 0, length, charset) : null;
        }
        length += n;
      }
      return new String(text, 0, length, charset);
    } catch (DataFormatException e) {
      return null;
    }
  }

  private static int indexOfNul(byte[] data, int from) {
    for (int i = from; i < data.length; i++) {
      if (data[i] == 0) {
        return i;
      }
    }
    return -1;
  }

  private PictureFileException damaged(String how) {
    return new PictureFileException(file, "the PNG file is damaged: " + how);
  }
}
