package dev.pixdelta.studio.picture;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads what a PNG or JPEG file of any program says of itself; never its pixels. */
public final class PictureReader {
  private static final byte[] JPEG_SIGNATURE = {(byte) 0xFF, (byte) 0xD8};

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
    return new PictureContents(
        texts.format(), texts.size(), PictureMetadata.find(texts), PictureMetadata.text(texts));
  }

  static PictureTexts texts(Path file, boolean whole) {
    if (Files.isDirectory(file)) {
      throw new PictureFileException(file, "is a folder, not a picture");
    }
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(Files.newInputStream(file), whole ? 1 << 16 : 1 << 13))) {
      byte[] start = in.readNBytes(2);
      if (Arrays.equals(start, JPEG_SIGNATURE)) {
        return JpegReader.read(file, in, whole);
      }
      byte[] signature = Arrays.copyOf(start, PngWriter.SIGNATURE.length);
      in.readNBytes(signature, start.length, signature.length - start.length);
      if (Arrays.equals(signature, PngWriter.SIGNATURE)) {
        return PngReader.read(file, in, whole);
      }
      throw new PictureFileException(file, "is neither a PNG nor a JPEG picture");
    } catch (EOFException e) {
      throw new PictureFileException(file, "the picture is cut off before its end");
    } catch (IOException e) {
      throw new PictureFileException(file, "cannot be read", e);
    }
  }
}
