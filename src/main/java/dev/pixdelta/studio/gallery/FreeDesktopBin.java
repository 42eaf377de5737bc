package dev.pixdelta.studio.gallery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pixdelta.system.TemporaryFile;
import dev.pixdelta.text.ExplainedIOException;
import dev.pixdelta.text.Sentence;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/**
 * The trash of the FreeDesktop.org Trash specification 1.0, which Linux desktops share: one in the
 * user's home, and one on each other file system, so that a deletion never copies.
 */
final class FreeDesktopBin implements Trash {
  private static final int STICKY = 01000;
  private static final int MAX_NAME_BYTES = 200;
  private static final int MAX_NAME_TRIES = 10_000;

  private final Path homeTrash;

  FreeDesktopBin(Path homeTrash) {
    this.homeTrash = homeTrash.toAbsolutePath();
  }

  /** {@code $XDG_DATA_HOME/Trash}, or where that is by default. */
  static Path homeTrash(Map<String, String> environment, Properties system) {
    String set = environment.getOrDefault("XDG_DATA_HOME", "");
    try {
      if (!set.isEmpty() && Path.of(set).isAbsolute()) {
        return Path.of(set, "Trash");
      }
    } catch (InvalidPathException e) {
      // as if it were not set
    }
    String home = environment.getOrDefault("HOME", "");
    return Path.of(home.isEmpty() ? system.getProperty("user.home", "") : home)
        .resolve(".local/share/Trash");
  }

  @Override
  public TrashedFile put(Path file) throws IOException {
    // Links above the file are resolved, so that the path is the one on its own file system.
    Path real =
        Objects.requireNonNull(file.toAbsolutePath().getParent())
            .toRealPath()
            .resolve(Objects.requireNonNull(file.getFileName()));
    long device = device(real);
    if (device == device(existing(homeTrash).toRealPath())) {
      return put(file, Files.createDirectories(homeTrash), real.toString());
    }
    Path top = topFolder(real, device);
    return put(file, trashOn(top), top.relativize(real).toString());
  }

  private static TrashedFile put(Path file, Path trash, String recorded) throws IOException {
    Path files = createPrivate(trash.resolve("files"));
    Path infos = createPrivate(trash.resolve("info"));
    String name = shortened(Objects.requireNonNull(file.getFileName()).toString());
    String text =
        "[Trash Info]\nPath="
            + escaped(recorded)
            + "\nDeletionDate="
            + DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
                LocalDateTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS))
            + "\n";
    for (int i = 1; i <= MAX_NAME_TRIES; i++) {
      Path target = files.resolve(FileMover.numbered(name, i));
      Path info = infos.resolve(target.getFileName() + ".trashinfo");
      try {
        // The information comes first and claims the name, as the specification wants it.
        Files.write(info, text.getBytes(UTF_8), StandardOpenOption.CREATE_NEW);
      } catch (FileAlreadyExistsException e) {
        continue;
      } catch (IOException e) {
        TemporaryFile.deleteQuietly(info); // on a full disk it is there, and empty
        throw e;
      }
      try {
        Files.write(target, new byte[0], StandardOpenOption.CREATE_NEW);
        FileMover.move(file, target);
        return new TrashedFile(file, target, info);
      } catch (FileAlreadyExistsException e) {
        TemporaryFile.deleteQuietly(info); // a file without information: somebody else's, left
      } catch (IOException e) {
        TemporaryFile.deleteQuietly(info);
        throw e;
      }
    }
    throw new FileAlreadyExistsException(files.resolve(name).toString());
  }

  /** Gives a file its old place again, if the bin says where it is and the place is free. */
  static void takeBack(TrashedFile binned) {
    if (binned.file() != null) {
      try {
        Files.move(binned.file(), binned.original());
        forget(binned);
      } catch (IOException e) {
        // it stays in the bin, where the user finds it
      }
    }
  }

  /** Deletes what the bin has of a file that has been brought back. */
  static void forget(TrashedFile binned) {
    if (binned.file() != null) {
      TemporaryFile.deleteQuietly(binned.file());
    }
    if (binned.info() != null) {
      TemporaryFile.deleteQuietly(binned.info());
    }
  }

  /** The trash of another file system: the shared one if an administrator made it, or our own. */
  private static Path trashOn(Path top) throws IOException {
    Object user = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    Path shared = top.resolve(".Trash");
    if (Files.isDirectory(shared, LinkOption.NOFOLLOW_LINKS)
        && ((int) Files.getAttribute(shared, "unix:mode") & STICKY) != 0) {
      try {
        return createPrivate(shared.resolve(user.toString()));
      } catch (IOException e) {
        // as if it were not there, says the specification
      }
    }
    Path own = top.resolve(".Trash-" + user);
    try {
      return createPrivate(own);
    } catch (IOException e) {
      throw new ExplainedIOException(
          Sentence.of(
              "its drive has no bin and none can be created at {0}; nothing was deleted, and the file"
                  + " manager can delete it for good",
              own),
          e);
    }
  }

  /** A folder that only its owner reads; a link in its place is not trusted. */
  private static Path createPrivate(Path folder) throws IOException {
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return folder;
    }
    Files.createDirectories(Objects.requireNonNull(folder.getParent()));
    try {
      return Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (FileAlreadyExistsException e) {
      if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        return folder; // made by somebody else at the same time
      }
      throw e;
    }
  }

  private static Path existing(Path path) {
    Path found = path;
    while (!Files.exists(found)) {
      found = Objects.requireNonNull(found.getParent()); // the file system's root is always there
    }
    return found;
  }

  /** The highest folder on the same device: where the file system is mounted. */
  private static Path topFolder(Path file, long device) throws IOException {
    Path top = Objects.requireNonNull(file.getParent());
    for (Path p = top; p != null && device(p) == device; p = p.getParent()) {
      top = p;
    }
    return top;
  }

  private static long device(Path path) throws IOException {
    return ((Number) Files.getAttribute(path, "unix:dev", LinkOption.NOFOLLOW_LINKS)).longValue();
  }

  /** Percent-encoded UTF-8, slashes left as they are. */
  private static String escaped(String path) {
    StringBuilder out = new StringBuilder();
    for (byte b : path.getBytes(UTF_8)) {
      char c = (char) (b & 0xff);
      if ((c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || (c >= '0' && c <= '9')
          || "/-_.~".indexOf(c) >= 0) {
        out.append(c);
      } else {
        out.append(String.format("%%%02X", (int) c));
      }
    }
    return out.toString();
  }

  /** What the bin appends must still fit into a file name. */
  private static String shortened(String name) {
    String cut = name;
    while (cut.getBytes(UTF_8).length > MAX_NAME_BYTES) {
      cut = cut.substring(cut.offsetByCodePoints(0, 1));
    }
    return cut;
  }
}
