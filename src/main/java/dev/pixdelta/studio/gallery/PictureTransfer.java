package dev.pixdelta.studio.gallery;

import dev.pixdelta.system.TemporaryFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Moves and copies a picture with what lies beside it. A taken name gets -2, -3 and so on. Whatever
 * stops it, a full disk included, the picture is whole at one of the two places with its sidecar,
 * and nothing of it is at the other.
 */
final class PictureTransfer {
  private PictureTransfer() {}

  /**
   * Moves a picture.
   *
   * @param wanted the new file, if that name is free; its folder is made if it is missing
   * @return the new file
   */
  static Path move(Path picture, Path wanted) throws IOException {
    Path sidecar = Sidecar.of(picture).file();
    Path moved = move(picture, Files.exists(sidecar) ? sidecar : null, wanted);
    TemporaryFile.deleteQuietly(sidecar);
    return moved;
  }

  /** The old sidecar stays, to be deleted when the picture is where it belongs. */
  private static Path move(Path picture, @Nullable Path sidecar, Path wanted) throws IOException {
    requireThere(picture);
    Claim claim = Claim.of(wanted);
    try {
      if (sidecar != null) {
        FileMover.copy(sidecar, claim.sidecar());
      }
      FileMover.move(picture, claim.file());
      return claim.file();
    } catch (IOException | RuntimeException e) {
      claim.release();
      throw e;
    }
  }

  /** Copies a picture alone into a folder, which is made if it is missing. */
  static Path copy(Path picture, Path folder) throws IOException {
    Claim claim = Claim.of(folder.resolve(Objects.requireNonNull(picture.getFileName())));
    try {
      FileMover.copy(picture, claim.file());
      return claim.file();
    } catch (IOException | RuntimeException e) {
      claim.release();
      throw e;
    }
  }

  /** Moves a picture to the bin. */
  static Deleted delete(Path picture, Trash bin) throws IOException {
    requireThere(picture);
    Path sidecar = Sidecar.of(picture).file();
    Trash.TrashedFile beside = Files.exists(sidecar) ? bin.put(sidecar) : null;
    try {
      return new Deleted(bin.put(picture), beside);
    } catch (IOException | RuntimeException e) {
      if (beside != null) {
        FreeDesktopBin.takeBack(beside);
      }
      throw e;
    }
  }

  /** Brings a picture back from the bin. */
  static Path restore(Deleted deleted) throws IOException {
    Trash.TrashedFile file = deleted.file();
    Trash.TrashedFile beside = deleted.sidecar();
    Path sidecar = beside == null || beside.file() == null ? null : beside.file();
    Path restored =
        move(
            Objects.requireNonNull(file.file()),
            sidecar != null && Files.exists(sidecar) ? sidecar : null,
            file.original());
    FreeDesktopBin.forget(file);
    if (beside != null) {
      FreeDesktopBin.forget(beside);
    }
    return restored;
  }

  private static void requireThere(Path file) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new NoSuchFileException(file.toString());
    }
  }
}
