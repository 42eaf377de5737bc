package dev.pixdelta.studio.gallery;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What lies below a folder, by names and stamps; no file is opened. Hidden files and folders and
 * those of other endings are passed over. Links to folders are not followed: what they lead to is
 * not the gallery's to move or delete, and may lead back.
 *
 * @param pictures by path
 * @param folders without the root
 * @param unreadable folders whose contents are unknown
 */
record FolderListing(Map<Path, Found> pictures, Set<Path> folders, List<Path> unreadable) {
  /**
   * A file with a picture's ending.
   *
   * @param stamp of the file, or of what it links to
   * @param sidecar {@link Stamp#NONE} if there is none
   */
  record Found(Stamp stamp, Stamp sidecar) {}

  private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg");

  /**
   * Walks a folder.
   *
   * @param stopped asked before each folder
   * @throws IOException if the folder itself cannot be read, or if it is stopped; a folder below it
   *     that cannot be read is only noted
   */
  static FolderListing of(Path root, BooleanSupplier stopped) throws IOException {
    FolderListing listing = new FolderListing(new HashMap<>(), new HashSet<>(), new ArrayList<>());
    Deque<Path> left = new ArrayDeque<>();
    listing.list(root, left);
    while (!left.isEmpty()) {
      if (stopped.getAsBoolean()) {
        throw new InterruptedIOException("stopped");
      }
      Path folder = left.pop();
      listing.folders.add(folder);
      try {
        listing.list(folder, left);
      } catch (IOException e) {
        listing.unreadable.add(folder);
      }
    }
    return listing;
  }

  /** Whether there is neither a picture nor a folder. */
  boolean isEmpty() {
    return pictures.isEmpty() && folders.isEmpty();
  }

  /** Whether nothing can be said of a file, because a folder above it was not readable. */
  boolean isUnknown(Path file) {
    return unreadable.stream().anyMatch(file::startsWith);
  }

  static boolean isPictureName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !name.startsWith(".") && ENDINGS.stream().anyMatch(lower::endsWith);
  }

  private void list(Path folder, Deque<Path> left) throws IOException {
    Map<String, Stamp> sidecars = new HashMap<>();
    Map<Path, Stamp> here = new HashMap<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      for (Path path : stream) {
        String name = String.valueOf(path.getFileName());
        if (name.startsWith(".")) {
          continue;
        }
        boolean picture = isPictureName(name);
        BasicFileAttributes found = attributes(path, picture);
        if (found == null) {
          continue;
        }
        if (found.isDirectory()) {
          left.push(path);
        } else if (name.endsWith(Sidecar.ENDING)) {
          sidecars.put(name, Stamp.of(found));
        } else if (picture && found.isRegularFile() && found.size() > 0) {
          here.put(path, Stamp.of(found)); // an empty one is a name that somebody just claimed
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    here.forEach(
        (path, stamp) ->
            pictures.put(
                path,
                new Found(
                    stamp,
                    sidecars.getOrDefault(path.getFileName() + Sidecar.ENDING, Stamp.NONE))));
  }

  /** Of the file itself, or of what a picture's link leads to; null if it is gone or of no use. */
  private static @Nullable BasicFileAttributes attributes(Path path, boolean picture) {
    try {
      BasicFileAttributes own =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!own.isSymbolicLink()) {
        return own;
      }
      BasicFileAttributes target =
          picture ? Files.readAttributes(path, BasicFileAttributes.class) : null;
      return target == null || target.isDirectory() ? null : target;
    } catch (IOException e) {
      return null; // gone since, or a link to nowhere
    }
  }
}
