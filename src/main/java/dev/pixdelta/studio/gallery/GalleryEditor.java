package dev.pixdelta.studio.gallery;

import dev.pixdelta.studio.gallery.Outcome.Wording;
import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.text.Sentence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What changes the user's files: stars, folders, and where pictures lie; and the catalogue with
 * them. Confined to the thread of the {@link CatalogueWriter}, but for {@link #export}. Paths are
 * absolute.
 */
final class GalleryEditor {
  private final Path root;
  private final Trash bin;
  private final ThumbnailCache thumbnails;

  GalleryEditor(Path root, Trash bin, ThumbnailCache thumbnails) {
    this.root = root;
    this.bin = bin;
    this.thumbnails = thumbnails;
  }

  Outcome<Path> star(Catalogue catalogue, List<Path> pictures, boolean starred) {
    Outcome<Path> outcome =
        Outcome.ofEach(
            pictures,
            p -> p,
            new Wording(
                Sentence.of("the star cannot be saved"),
                root,
                Sentence.of("could not be starred or unstarred")),
            picture -> {
              Sidecar.of(picture).star(starred);
              return picture;
            });
    for (Path picture : outcome.done()) {
      Entry entry = catalogue.get(picture);
      if (entry != null) {
        catalogue.put(entry.with(picture, Sidecar.of(picture).stamp(), starred));
      }
    }
    return outcome;
  }

  Path newFolder(Catalogue catalogue, Path parent, String name) {
    Path folder = FolderName.in(inside(parent), name);
    try {
      Files.createDirectories(root);
      Files.createDirectory(folder);
    } catch (IOException e) {
      throw new PictureFileException(folder, "the folder cannot be made", e);
    }
    catalogue.putFolder(folder);
    return folder;
  }

  Path renameFolder(Catalogue catalogue, Path from, String name) {
    if (inside(from).equals(root)) {
      throw new PictureFileException(root, "is the folder of all pictures and keeps its name");
    }
    Path to = FolderName.in(Objects.requireNonNull(from.getParent()), name);
    try {
      // On some systems a change of case leads to the folder itself; others replace empty ones.
      if (Files.exists(to, LinkOption.NOFOLLOW_LINKS) && !Files.isSameFile(from, to)) {
        throw new PictureFileException(to, "a file or folder of that name is there already");
      }
      Files.move(from, to);
    } catch (IOException e) {
      throw new PictureFileException(from, "the folder cannot be renamed", e);
    }
    catalogue.renamed(from, to, thumbnails::moved);
    return to;
  }

  /**
   * Moves pictures with their sidecars.
   *
   * @param wanted from where to where; another name if that one is taken
   * @param place to be named if something fails
   */
  Outcome<Moved> move(Catalogue catalogue, List<Moved> wanted, Path place) {
    return Outcome.ofEach(
        wanted,
        Moved::from,
        new Wording(Sentence.of("cannot be moved"), place, Sentence.of("could not be moved there")),
        move -> {
          Path from = move.from();
          Path to = from.equals(move.to()) ? from : PictureTransfer.move(from, move.to());
          catalogue.moved(from, to, thumbnails::moved);
          return new Moved(from, to);
        });
  }

  /** Copies pictures alone; changes nothing of the gallery's. */
  static Outcome<Path> export(List<Path> pictures, Path folder) {
    return Outcome.ofEach(
        pictures,
        p -> p,
        new Wording(
            Sentence.of("cannot be copied"), folder, Sentence.of("could not be copied there")),
        picture -> PictureTransfer.copy(picture, folder));
  }

  Outcome<Deleted> delete(Catalogue catalogue, List<Path> pictures) {
    return Outcome.ofEach(
        pictures,
        p -> p,
        new Wording(
            Sentence.of("cannot be moved to the bin"),
            root,
            Sentence.of("could not be moved to the bin")),
        picture -> {
          Deleted deleted = PictureTransfer.delete(picture, bin);
          catalogue.remove(picture);
          return deleted;
        });
  }

  Outcome<Path> restore(Catalogue catalogue, List<Deleted> deleted) {
    Outcome<Path> outcome =
        Outcome.ofEach(
            deleted,
            d -> d.file().original(),
            new Wording(
                Sentence.of("cannot be brought back from the bin"),
                root,
                Sentence.of("could not be brought back from the bin")),
            PictureTransfer::restore);
    catalogue.refresh(outcome.done());
    outcome.done().forEach(file -> catalogue.putFolder(file.getParent()));
    return outcome;
  }

  private Path inside(Path folder) {
    if (!folder.startsWith(root)) {
      throw new PictureFileException(folder, "is not below the pictures folder {0}", root);
    }
    return folder;
  }
}
