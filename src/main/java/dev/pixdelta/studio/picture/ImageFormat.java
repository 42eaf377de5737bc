package dev.pixdelta.studio.picture;

/** The file formats that pictures are saved in. */
public enum ImageFormat {
  /** Lossless; parameters as text chunks. */
  PNG("png"),
  /** Smaller; parameters as EXIF UserComment. */
  JPEG("jpg");

  private final String extension;

  ImageFormat(String extension) {
    this.extension = extension;
  }

  /** Ending of the file name, without the dot. */
  public String extension() {
    return extension;
  }
}
