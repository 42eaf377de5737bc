package dev.pixdelta.gui;

import dev.pixdelta.gui.shell.FileDialogs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/** Dialogs for files that are closed at once, with the answer that a test gave. */
final class TestDialogs implements FileDialogs {
  private final List<String> asked = new ArrayList<>();
  private @Nullable Path answer;

  /** What the next dialogs answer; null cancels them. */
  void answer(@Nullable Path file) {
    answer = file;
  }

  /** The titles of the dialogs so far. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public @Nullable Path open(FileChooser chooser, Window owner) {
    return answered(chooser.getTitle());
  }

  @Override
  public @Nullable Path save(FileChooser chooser, Window owner) {
    return answered(chooser.getTitle());
  }

  @Override
  public @Nullable Path folder(DirectoryChooser chooser, Window owner) {
    return answered(chooser.getTitle());
  }

  private @Nullable Path answered(String title) {
    asked.add(title);
    return answer;
  }
}
