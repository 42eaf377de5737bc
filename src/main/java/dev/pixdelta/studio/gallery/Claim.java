package dev.pixdelta.studio.gallery;

import dev.pixdelta.system.TemporaryFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A free name for a picture and for what lies beside it, held by empty files until the real ones
 * are put in their place.
 */
final class Claim {
  private static final int MAX_NAME_TRIES = 10_000;

  private final List<Path> madeFolders;
  private final Path file;
  private boolean hasSidecar;

  private Claim(List<Path> madeFolders, Path file) {
    this.madeFolders = madeFolders;
    this.file = file;
  }

  /**
   * Claims a name that nobody has, and beside which no sidecar lies; its folder is made if it is
   * missing.
   *
   * @param wanted the name, if it is free; else with -2, -3 and so on
   * @throws IOException if there is none to be had; nothing has changed then
   */
  static Claim of(Path wanted) throws IOException {
    List<Path> made = new ArrayList<>();
    try {
      Path folder = Objects.requireNonNull(wanted.getParent());
      makeFolders(folder, made);
      return new Claim(
          made, claim(folder, Objects.requireNonNull(wanted.getFileName()).toString()));
    } catch (IOException | RuntimeException e) {
      deleteEmpty(made);
      throw e;
    }
  }

  private static void makeFolders(Path folder, List<Path> made) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.getParent();
    if (parent != null) {
      makeFolders(parent, made);
    }
    try {
      Files.createDirectory(folder);
      made.addFirst(folder);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  private static Path claim(Path folder, String name) throws IOException {
    for (int i = 1; i <= MAX_NAME_TRIES; i++) {
      Path target = folder.resolve(FileMover.numbered(name, i));
      if (Files.exists(Sidecar.of(target).file(), LinkOption.NOFOLLOW_LINKS)) {
        continue;
      }
      try {
        Files.write(target, new byte[0], StandardOpenOption.CREATE_NEW);
        return target;
      } catch (FileAlreadyExistsException e) {
        // taken: the next name
      }
    }
    throw new FileAlreadyExistsException(folder.resolve(name).toString());
  }

  /** The picture's name. */
  Path file() {
    return file;
  }

  /** Claims what lies beside the picture, too. */
  Path sidecar() throws IOException {
    Path sidecar = Sidecar.of(file).file();
    Files.write(sidecar, new byte[0], StandardOpenOption.CREATE_NEW);
    hasSidecar = true;
    return sidecar;
  }

  /**
   * Nothing has come of it: names and folders are as they were, unless the picture came after all.
   */
  void release() {
    if (!isEmptyOrGone(file)) {
      return;
    }
    TemporaryFile.deleteQuietly(file);
    if (hasSidecar) {
      TemporaryFile.deleteQuietly(Sidecar.of(file).file());
    }
    deleteEmpty(madeFolders);
  }

  private static boolean isEmptyOrGone(Path file) {
    try {
      return Files.size(file) == 0;
    } catch (IOException e) {
      return Files.notExists(file);
    }
  }

  /** Those that others put something into stay. */
  private static void deleteEmpty(List<Path> folders) {
    folders.forEach(TemporaryFile::deleteQuietly);
  }
}
