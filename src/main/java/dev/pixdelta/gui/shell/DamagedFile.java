package dev.pixdelta.gui.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files of ours that cannot be read: kept under another name, for whoever wants to look. */
final class DamagedFile {
  private static final Logger LOG = LoggerFactory.getLogger(DamagedFile.class);
  private static final int MOST = 100;

  private DamagedFile() {}

  /**
   * Gives a file a name with {@code .damaged} behind it; no other file is replaced.
   *
   * @return where it is now; null if it cannot be moved
   */
  static @Nullable Path putAside(Path file) {
    for (int i = 1; i <= MOST; i++) {
      Path aside = file.resolveSibling(file.getFileName() + ".damaged" + (i == 1 ? "" : "-" + i));
      if (Files.exists(aside, LinkOption.NOFOLLOW_LINKS)) {
        continue;
      }
      try {
        return Files.move(file, aside);
      } catch (IOException e) {
        LOG.debug("{} not put aside: {}", file, e.toString());
        return null;
      }
    }
    return null;
  }
}
