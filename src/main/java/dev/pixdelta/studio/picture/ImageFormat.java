package dev.pixdelta.studio.picture;

import org.jspecify.annotations.Nullable;

/** The file formats that pictures are saved in. */
public enum ImageFormat {
  /** Lossless; parameters as text chunks. */
  PNG("png", "png"),
  /** Smaller; parameters as EXIF UserComment. */
  JPEG("jpg", "jpeg");

  /** The endings of file names that tell a format, in words. */
  public static final String ENDINGS = ".png, .jpg or .jpeg";

  private final String extension;
  private final String longExtension;

  ImageFormat(String extension, String longExtension) {
    this.extension = extension;
    this.longExtension = longExtension;
  }

  /** The format that is called so, such as "PNG", "jpg" or "jpeg"; null for any other. */
  public static @Nullable ImageFormat of(String name) {
    for (ImageFormat format : values()) {
      if (name.equalsIgnoreCase(format.extension) || name.equalsIgnoreCase(format.longExtension)) {
        return format;
      }
    }
    return null;
  }

  /** The format that the ending of a file's name tells; null for any other, and for none. */
  public static @Nullable ImageFormat ofName(String fileName) {
    int dot = fileName.lastIndexOf('.');
    return dot < 0 ? null : of(fileName.substring(dot + 1));
  }

  /** Ending of the file name, without the dot. */
  public String extension() {
    return extension;
  }
}
