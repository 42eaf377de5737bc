package dev.pixdelta.studio.gallery;

import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.text.Sentence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What changes the user's files: stars, folders, and where pictures lie. The catalogue follows at
 * once. One change at a time, so that a star is never written beside where a picture was. What
 * concerns many pictures does all it can, and then reports those that failed. Paths are absolute.
 */
final class PictureDesk {
  private final Path root;
  private final Bin bin;
  private final Catalogue catalogue;
  private final Thumbnails thumbnails;

  PictureDesk(Path root, Bin bin, Catalogue catalogue, Thumbnails thumbnails) {
    this.root = root;
    this.bin = bin;
    this.catalogue = catalogue;
    this.thumbnails = thumbnails;
  }

  synchronized void star(List<Path> pictures, boolean starred) {
    Failures failures = new Failures(pictures.size());
    for (Path picture : pictures) {
      try {
        Sidecar sidecar = Sidecar.of(picture);
        sidecar.star(starred);
        Entry entry = catalogue.get(picture);
        if (entry != null) {
          catalogue.put(entry.with(picture, sidecar.stamp(), starred));
        }
      } catch (PictureFileException e) {
        failures.add(e);
      }
    }
    failures.report(root, Sentence.of("could not be starred or unstarred"));
  }

  synchronized Path newFolder(Path parent, String name) {
    Path folder = FolderName.in(inside(parent), name);
    try {
      Files.createDirectories(root);
      Files.createDirectory(folder);
    } catch (IOException e) {
      throw new PictureFileException(folder, "the folder cannot be made", e);
    }
    catalogue.folderPaths().add(folder);
    return folder;
  }

  synchronized Path renameFolder(Path from, String name) {
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
    for (Path folder : List.copyOf(catalogue.folderPaths())) {
      if (folder.startsWith(from)) {
        catalogue.folderPaths().remove(folder);
        catalogue.folderPaths().add(to.resolve(from.relativize(folder)));
      }
    }
    for (Path file : List.copyOf(catalogue.files())) {
      if (file.startsWith(from)) {
        follow(file, to.resolve(from.relativize(file)));
      }
    }
    return to;
  }

  /**
   * Moves pictures with their sidecars.
   *
   * @param wanted new file of each, if its name is free
   * @param place to be named if something fails
   */
  synchronized List<Path> move(List<Path> pictures, List<Path> wanted, Path place) {
    Failures failures = new Failures(pictures.size());
    List<Path> placed = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++) {
      Path from = pictures.get(i);
      try {
        Path to = from.equals(wanted.get(i)) ? from : PictureTransfer.move(from, wanted.get(i));
        follow(from, to);
        placed.add(to);
      } catch (IOException e) {
        failures.add(from, "cannot be moved", e);
      }
    }
    failures.report(place, Sentence.of("could not be moved there"));
    return placed;
  }

  List<Path> export(List<Path> pictures, Path folder) {
    Failures failures = new Failures(pictures.size());
    List<Path> copies = new ArrayList<>();
    for (Path picture : pictures) {
      try {
        copies.add(PictureTransfer.copy(picture, folder));
      } catch (IOException e) {
        failures.add(picture, "cannot be copied", e);
      }
    }
    failures.report(folder, Sentence.of("could not be copied there"));
    return copies;
  }

  synchronized Deleted delete(List<Path> pictures) {
    Failures failures = new Failures(pictures.size());
    List<Deleted.Picture> deleted = new ArrayList<>();
    for (Path picture : pictures) {
      try {
        deleted.add(PictureTransfer.delete(picture, bin));
        catalogue.remove(picture);
      } catch (IOException e) {
        failures.add(picture, "cannot be moved to the bin", e);
      }
    }
    failures.report(root, Sentence.of("could not be moved to the bin"));
    return new Deleted(deleted);
  }

  synchronized List<Path> restore(Deleted deleted) {
    Failures failures = new Failures(deleted.count());
    List<Path> restored = new ArrayList<>();
    for (Deleted.Picture picture : deleted.pictures()) {
      try {
        restored.add(PictureTransfer.restore(picture));
      } catch (IOException e) {
        failures.add(picture.file().original(), "cannot be brought back from the bin", e);
      }
    }
    failures.report(root, Sentence.of("could not be brought back from the bin"));
    return restored;
  }

  private void follow(Path from, Path to) {
    Entry entry = catalogue.get(from);
    if (entry == null || from.equals(to)) {
      return;
    }
    catalogue.remove(from);
    if (to.startsWith(root)) {
      catalogue.put(entry.with(to, Sidecar.of(to).stamp(), entry.picture().starred()));
      thumbnails.moved(from, to, entry.stamp());
    }
  }

  private Path inside(Path folder) {
    if (!folder.startsWith(root)) {
      throw new PictureFileException(folder, "is not below the pictures folder {0}", root);
    }
    return folder;
  }
}
