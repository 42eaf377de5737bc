package dev.pixdelta.studio.gallery;

import dev.pixdelta.studio.picture.PictureFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** Moves and copies a picture with what lies beside it. A taken name gets -2, -3 and so on. */
final class PictureTransfer {
  private PictureTransfer() {}

  /**
   * Moves a picture. Whatever stops it, the picture is at one of the two places with its sidecar.
   *
   * @param wanted the new file, if that name is free; its folder is made if it is missing
   * @return the new file
   */
  static Path move(Path picture, Path wanted) throws IOException {
    requireThere(picture);
    Path claimed = claim(wanted);
    Path sidecar = Sidecar.of(picture).file();
    Path newSidecar = Sidecar.of(claimed).file();
    boolean hasSidecar = Files.exists(sidecar);
    try {
      if (hasSidecar) {
        Files.write(newSidecar, new byte[0], StandardOpenOption.CREATE_NEW);
        FileMover.copy(sidecar, newSidecar);
      }
      FileMover.move(picture, claimed);
    } catch (IOException e) {
      if (Files.exists(picture, LinkOption.NOFOLLOW_LINKS)) {
        PictureFiles.deleteQuietly(claimed);
        if (hasSidecar) {
          PictureFiles.deleteQuietly(newSidecar);
        }
      }
      throw e;
    }
    if (hasSidecar) {
      PictureFiles.deleteQuietly(sidecar);
    }
    return claimed;
  }

  /** Copies a picture alone into a folder, which is made if it is missing. */
  static Path copy(Path picture, Path folder) throws IOException {
    Path claimed = claim(folder.resolve(Objects.requireNonNull(picture.getFileName())));
    FileMover.copy(picture, claimed);
    return claimed;
  }

  /** Moves a picture to the bin. */
  static Deleted.Picture delete(Path picture, Bin bin) throws IOException {
    Bin.Binned file = bin.put(picture);
    Path sidecar = Sidecar.of(picture).file();
    if (!Files.exists(sidecar)) {
      return new Deleted.Picture(file, null);
    }
    try {
      return new Deleted.Picture(file, bin.put(sidecar));
    } catch (IOException e) {
      return new Deleted.Picture(file, null); // it says nothing without its picture
    }
  }

  /** Brings a picture back from the bin. */
  static Path restore(Deleted.Picture deleted) throws IOException {
    Bin.Binned sidecar = deleted.sidecar();
    requireThere(Objects.requireNonNull(deleted.file().file()));
    Path claimed = claim(deleted.file().original());
    if (sidecar != null && sidecar.file() != null && Files.exists(sidecar.file())) {
      Path newSidecar = Sidecar.of(claimed).file();
      Files.write(newSidecar, new byte[0], StandardOpenOption.CREATE_NEW);
      FreeDesktopBin.restore(sidecar, newSidecar);
    }
    FreeDesktopBin.restore(deleted.file(), claimed);
    return claimed;
  }

  private static void requireThere(Path file) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new NoSuchFileException(file.toString());
    }
  }

  private static Path claim(Path wanted) throws IOException {
    Path folder = Files.createDirectories(Objects.requireNonNull(wanted.getParent()));
    return FileMover.claim(folder, Objects.requireNonNull(wanted.getFileName()).toString());
  }
}
