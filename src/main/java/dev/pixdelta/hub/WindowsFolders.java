package dev.pixdelta.hub;

import com.sun.jna.platform.win32.KnownFolders;
import com.sun.jna.platform.win32.Shell32Util;
import com.sun.jna.platform.win32.Win32Exception;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Folders that the user, or OneDrive, may have moved; only for Windows. */
final class WindowsFolders {
  private WindowsFolders() {}

  /** The pictures folder; null if Windows does not say. */
  static @Nullable Path pictures() {
    try {
      return Folders.absolute(Shell32Util.getKnownFolderPath(KnownFolders.FOLDERID_Pictures));
    } catch (Win32Exception | LinkageError e) {
      return null;
    }
  }
}
