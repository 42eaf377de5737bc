package dev.pixdelta.studio.control;

import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.image.DecodedImage;
import dev.pixdelta.studio.image.ImageDecoder;
import dev.pixdelta.studio.picture.PictureFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;

/** Picture files to draw by; one that is damaged or cut off is refused. */
public final class PhotoFile {
  /** Longest side that is kept; a larger picture is read in part, each n-th pixel. */
  private static final int ENOUGH = 4096;

  private PhotoFile() {}

  /**
   * Reads the first picture of a file.
   *
   * @param background what shows through where it is transparent, 0 black to 1 white
   * @throws PictureFileException if it is missing, damaged, cut off, or of no kind known here
   */
  static GreyPicture read(Path file, float background) {
    return read(file, image -> grey(image, background));
  }

  /**
   * Likewise, with its colours and its transparency.
   *
   * @throws PictureFileException if it is missing, damaged, cut off, or of no kind known here
   */
  public static ColourPicture colour(Path file) {
    return read(file, PhotoFile::colour);
  }

  /**
   * A PNG picture that is part of a file, as it is.
   *
   * @param file named in messages
   * @param mostPixels that it may have
   * @throws PictureFileException if it is damaged, no PNG, or too large
   */
  public static ColourPicture png(Path file, byte[] png, long mostPixels) {
    try {
      return colour(ImageDecoder.readPng(png, mostPixels));
    } catch (IOException e) {
      throw new PictureFileException(file, "a picture in it cannot be read", e);
    }
  }

  /**
   * Likewise, for whatever is wanted of it.
   *
   * @throws PictureFileException if it is missing, damaged, cut off, or of no kind known here
   */
  static <T> T read(Path file, Function<DecodedImage, T> use) {
    try {
      return use.apply(
          ImageDecoder.read(file, (w, h) -> Math.ceilDiv(Math.max(w, h), ENOUGH), true));
    } catch (IOException e) {
      throw new PictureFileException(file, "cannot be read", e);
    }
  }

  static GreyPicture grey(DecodedImage image, float background) {
    return new GreyPicture(new Size(image.width(), image.height()), image.grey(background));
  }

  static ColourPicture colour(DecodedImage image) {
    return new ColourPicture(new Size(image.width(), image.height()), image.argb());
  }
}
