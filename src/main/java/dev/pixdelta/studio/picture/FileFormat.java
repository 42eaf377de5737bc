package dev.pixdelta.studio.picture;

/** The file formats whose metadata are read. */
public enum FileFormat {
  PNG,
  JPEG,
  WEBP
}
