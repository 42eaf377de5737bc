package dev.pixdelta.studio.picture;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads what a PNG, JPEG or WebP file of any program says of itself; never its pixels. */
public final class PictureReader {
  private static final byte[] JPEG_SIGNATURE = {(byte) 0xFF, (byte) 0xD8};
  private static final byte[] RIFF = "RIFF".getBytes(US_ASCII);
  private static final byte[] WEBP = "WEBP".getBytes(US_ASCII);
  private static final int LONGEST_SIGNATURE = 12;

  private PictureReader() {}

  /**
   * Walks the whole file, so that one that is damaged or cut off is told from a good one.
   *
   * @throws PictureFileException if it cannot be read, is no picture, or is damaged
   */
  public static PictureContents read(Path file) {
    return contents(texts(file, true));
  }

  /**
   * Reads as little as it can: for ours, nothing behind the first kilobytes. Damage further on goes
   * unnoticed.
   *
   * @throws PictureFileException if it cannot be read, is no picture, or is damaged in its head
   */
  public static PictureContents readHead(Path file) {
    return contents(texts(file, false));
  }

  private static PictureContents contents(PictureTexts texts) {
    PictureMetadata.Found found = PictureMetadata.find(texts);
    return new PictureContents(
        texts.format(), texts.size(), found, found == null ? null : found.text());
  }

  static PictureTexts texts(Path file, boolean whole) {
    if (Files.isDirectory(file)) {
      throw new PictureFileException(file, "is a folder, not a picture");
    }
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(Files.newInputStream(file), whole ? 1 << 16 : 1 << 13))) {
      in.mark(LONGEST_SIGNATURE);
      byte[] start = in.readNBytes(LONGEST_SIGNATURE);
      in.reset();
      if (startsWith(start, 0, JPEG_SIGNATURE)) {
        in.skipNBytes(JPEG_SIGNATURE.length);
        return JpegReader.read(file, in, whole);
      }
      if (startsWith(start, 0, PngWriter.SIGNATURE)) {
        in.skipNBytes(PngWriter.SIGNATURE.length);
        return PngReader.read(file, in, whole);
      }
      if (startsWith(start, 0, RIFF) && startsWith(start, 8, WEBP)) {
        in.skipNBytes(LONGEST_SIGNATURE);
        int length = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getInt(RIFF.length);
        return WebpReader.read(file, in, Integer.toUnsignedLong(length) - WEBP.length);
      }
      throw new PictureFileException(file, "is not a PNG, JPEG or WebP picture");
    } catch (EOFException e) {
      throw new PictureFileException(file, "the picture is cut off before its end");
    } catch (IOException e) {
      throw new PictureFileException(file, "cannot be read", e);
    }
  }

  private static boolean startsWith(byte[] bytes, int at, byte[] signature) {
    int end = at + signature.length;
    return end <= bytes.length && Arrays.equals(bytes, at, end, signature, 0, signature.length);
  }
}
