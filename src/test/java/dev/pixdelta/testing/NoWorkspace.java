package dev.pixdelta.testing;

import dev.pixdelta.gui.shell.Page;
import dev.pixdelta.gui.shell.Workspace;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.prompt.KnownWords;
import java.nio.file.Path;
import java.util.List;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/** A workspace without other pages: what is asked of them comes to nothing. */
public class NoWorkspace implements Workspace {
  @Override
  public void show(Page page) {}

  @Override
  public GenerationSettings draft() {
    throw new IllegalStateException("there is no generate page in this test");
  }

  @Override
  public StringProperty prompt() {
    return new SimpleStringProperty("");
  }

  @Override
  public ObservableValue<@Nullable KnownWords> vocabulary() {
    return new SimpleObjectProperty<>();
  }

  @Override
  public void useSketch() {}

  @Override
  public void useModel(String name) {}

  @Override
  public void useSeed(long seed) {}

  @Override
  public void restore(Path picture) {}

  @Override
  public void vary(Path picture, int count) {}

  @Override
  public void view(List<Path> pictures, int first) {}

  @Override
  public void reveal(Path file) {}
}
