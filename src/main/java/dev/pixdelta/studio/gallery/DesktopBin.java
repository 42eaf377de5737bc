package dev.pixdelta.studio.gallery;

import dev.pixdelta.text.ExplainedIOException;
import java.awt.Desktop;
import java.io.IOException;
import java.nio.file.Path;

/** The bin of macOS and Windows, which does not say where a file went. */
final class DesktopBin implements Trash {
  @Override
  public TrashedFile put(Path file) throws IOException {
    if (!Desktop.isDesktopSupported()
        || !Desktop.getDesktop().isSupported(Desktop.Action.MOVE_TO_TRASH)) {
      throw new ExplainedIOException(
          "this system offers no bin to programs; delete the file in the file manager");
    }
    if (!Desktop.getDesktop().moveToTrash(file.toFile())) {
      throw new ExplainedIOException("the system did not take it into its bin");
    }
    return new TrashedFile(file, null, null);
  }
}
