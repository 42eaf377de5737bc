package dev.pixdelta.gui.shell;

import dev.pixdelta.pipeline.Picture;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/** Pictures that lie in memory, for the window to show. */
public final class MemoryImage {
  private MemoryImage() {}

  /** An image of the picture's own size. */
  public static Image of(Picture picture) {
    int width = picture.size().width();
    int height = picture.size().height();
    WritableImage image = new WritableImage(width, height);
    image
        .getPixelWriter()
        .setPixels(
            0, 0, width, height, PixelFormat.getByteRgbInstance(), picture.rgb(), 0, 3 * width);
    return image;
  }
}
