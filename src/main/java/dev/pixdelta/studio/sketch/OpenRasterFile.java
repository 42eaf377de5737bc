package dev.pixdelta.studio.sketch;

import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.system.WholeFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Sketches as OpenRaster files (.ora), which Krita, GIMP and MyPaint open too. What we write we
 * read again exactly; of other programs' files, all layers as far as they are plain pixels.
 */
public final class OpenRasterFile {
  private OpenRasterFile() {}

  /**
   * Writes a file whole, or leaves an old one as it was.
   *
   * @throws PictureFileException if it cannot be written
   */
  public static void write(Sketch sketch, Path file) {
    try {
      WholeFile.replace(file, bytes(sketch));
    } catch (IOException e) {
      throw new PictureFileException(file, "the sketch cannot be written", e);
    }
  }

  /** What such a file holds. */
  public static byte[] bytes(Sketch sketch) {
    return OpenRasterWriter.bytes(sketch);
  }

  /**
   * Reads a file, ours or another program's.
   *
   * @throws PictureFileException if it is missing, damaged, too large, or no OpenRaster file
   */
  public static Sketch read(Path file) {
    return OpenRasterReader.read(file);
  }
}
