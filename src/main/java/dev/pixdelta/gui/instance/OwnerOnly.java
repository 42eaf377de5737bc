package dev.pixdelta.gui.instance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files for their owner alone, where the file system has such permissions. */
final class OwnerOnly {
  private static final Set<PosixFilePermission> PERMISSIONS =
      PosixFilePermissions.fromString("rw-------");

  private OwnerOnly() {}

  /** What a new file is made with. */
  static FileAttribute<?>[] attributes(Path file) {
    return hasPermissions(file)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PERMISSIONS)}
        : new FileAttribute<?>[0];
  }

  /** Closes a file to all others. */
  static void restrict(Path file) throws IOException {
    if (hasPermissions(file)) {
      Files.setPosixFilePermissions(file, PERMISSIONS);
    }
  }

  private static boolean hasPermissions(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
