package dev.pixdelta.studio.sketch;

import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.control.ColourPicture;
import dev.pixdelta.studio.control.PhotoFile;
import dev.pixdelta.studio.picture.PictureFileException;
import java.nio.file.Path;

/** Pictures that are pasted or dropped. */
public final class PictureLayer {
  /** Longest side that is kept. */
  public static final int MOST_SIDE = 2048;

  private PictureLayer() {}

  /**
   * A picture file as a layer that is named after it and fitted into a sketch.
   *
   * @param file any picture that {@link PhotoFile} reads; colour and transparency are kept
   * @throws PictureFileException if it cannot be read
   */
  public static Layer read(Path file, Size sketch, boolean guide) {
    ColourPicture picture = PhotoFile.colour(file);
    return of(file.getFileName().toString(), raster(picture), sketch, guide);
  }

  /** Pixels that came from somewhere else, such as a clipboard. */
  public static Layer of(String name, Raster raster, Size sketch, boolean guide) {
    Raster kept = reduced(raster);
    return new Layer(name, kept, Placement.fitting(kept.size(), sketch), true, guide, 1);
  }

  static Raster raster(ColourPicture picture) {
    int width = picture.size().width();
    int[] row = new int[width];
    RasterEditor editor = Raster.empty(picture.size()).edit();
    for (int y = 0; y < picture.size().height(); y++) {
      for (int x = 0; x < width; x++) {
        row[x] = Argb.premultiplied(picture.argb()[y * width + x]);
      }
      editor.write(0, y, row, 0, width);
    }
    return editor.raster();
  }

  private static Raster reduced(Raster raster) {
    int width = raster.size().width();
    int height = raster.size().height();
    double scale = (double) MOST_SIDE / Math.max(width, height);
    if (scale >= 1) {
      return raster;
    }
    Size size =
        new Size(
            (int) Math.max(Math.round(width * scale), 1),
            (int) Math.max(Math.round(height * scale), 1));
    return new Layer("", raster, Placement.filling(raster.size(), size), true, true, 1)
        .baked(size)
        .raster();
  }
}
