package dev.pixdelta.studio.control;

import dev.pixdelta.hub.Folders;
import dev.pixdelta.pipeline.Picture;
import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.studio.picture.PictureFiles;
import dev.pixdelta.studio.picture.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Control pictures that have no file of the user's: drawings as they were when a job was queued,
 * and what was carried by finished pictures. A file has its content's hash for a name, so that one
 * drawing is kept once however many jobs use it, and a job can never see another drawing. Safe for
 * any thread.
 *
 * @param folder need not exist
 */
public record ControlPictures(Path folder) {
  /** Those of the program: {@code controls} in its data folder. */
  public static ControlPictures of(Folders folders) {
    return new ControlPictures(folders.data().resolve("controls"));
  }

  /**
   * Keeps a picture.
   *
   * @return its file
   * @throws PictureFileException if it cannot be written
   */
  public Path keep(Picture picture) {
    return keep(PictureFiles.png(picture));
  }

  /**
   * Keeps a picture file's content.
   *
   * @param png a PNG file
   * @return its file
   * @throws PictureFileException if it cannot be written
   */
  public Path keep(byte[] png) {
    Path file = folder.resolve(hash(png) + ".png");
    try {
      if (!Files.isRegularFile(file)) {
        Files.createDirectories(folder);
        WholeFile.replace(file, png);
      }
      return file;
    } catch (IOException e) {
      throw new PictureFileException(file, "the control picture cannot be kept there", e);
    }
  }

  private static String hash(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has it
    }
  }
}
