package dev.pixdelta.studio.gallery;

import dev.pixdelta.system.OperatingSystem;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where deleted files go, so that the user can have them back. Safe for any thread. */
public sealed interface Trash permits DesktopBin, FreeDesktopBin {
  /**
   * The bin of this system: the trash of the FreeDesktop specification on Linux and other systems,
   * else what the desktop offers.
   */
  static Trash ofSystem() {
    return OperatingSystem.current() == OperatingSystem.LINUX
        ? new FreeDesktopBin(FreeDesktopBin.homeTrash(System.getenv(), System.getProperties()))
        : new DesktopBin();
  }

  /** A trash of the FreeDesktop specification at a given folder, made when first needed. */
  static Trash at(Path trash) {
    return new FreeDesktopBin(trash);
  }

  /**
   * A file in the bin.
   *
   * @param original where it was
   * @param file where it is, or null if the system does not tell
   * @param info what the bin keeps of it, or null
   */
  record TrashedFile(Path original, @Nullable Path file, @Nullable Path info) {}

  /**
   * Moves a file into the bin.
   *
   * @throws IOException if there is no bin for it; the file is then where it was
   */
  TrashedFile put(Path file) throws IOException;
}
