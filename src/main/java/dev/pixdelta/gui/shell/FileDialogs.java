package dev.pixdelta.gui.shell;

import java.io.File;
import java.nio.file.Path;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/**
 * Asks the user for files and folders. Each method returns when the dialog is closed, null when it
 * was cancelled. JavaFX thread only.
 */
public interface FileDialogs {
  /** The dialogs of the desktop. */
  FileDialogs OF_DESKTOP =
      new FileDialogs() {
        @Override
        public @Nullable Path open(FileChooser chooser, Window owner) {
          return path(chooser.showOpenDialog(owner));
        }

        @Override
        public @Nullable Path save(FileChooser chooser, Window owner) {
          return path(chooser.showSaveDialog(owner));
        }

        @Override
        public @Nullable Path folder(DirectoryChooser chooser, Window owner) {
          return path(chooser.showDialog(owner));
        }

        private static @Nullable Path path(@Nullable File file) {
          return file == null ? null : file.toPath();
        }
      };

  /** A file to read. */
  @Nullable Path open(FileChooser chooser, Window owner);

  /** A file to write; the desktop has asked before one is replaced. */
  @Nullable Path save(FileChooser chooser, Window owner);

  /** A folder. */
  @Nullable Path folder(DirectoryChooser chooser, Window owner);
}
