package dev.pixdelta.gui.generate;

import dev.pixdelta.gui.shell.Shell;
import dev.pixdelta.gui.shell.View;
import dev.pixdelta.studio.GenerationSettings;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;

/** The page where prompts become jobs, with the picture that is being drawn. */
public final class GenerateView implements View {
  private final StackPane root = new StackPane();

  public GenerateView(Shell shell) {
    root.getChildren().add(new Label(shell.messages(GenerateView.class).get("title")));
  }

  /** What the page shows now. */
  public GenerationSettings settings() {
    throw new IllegalStateException("in work");
  }

  public void useSettings(GenerationSettings settings, List<String> notRestored) {}

  public void useSeed(long seed) {}

  public void restore(Path picture) {}

  public void vary(Path picture, int count) {}

  @Override
  public Parent root() {
    return root;
  }
}
