package dev.pixdelta.gui.welcome;

import dev.pixdelta.gui.shell.Shell;
import dev.pixdelta.gui.shell.View;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;

/** The page with the models that are here, and what the full one would cost. */
public final class ModelsView implements View {
  private final StackPane root = new StackPane();

  public ModelsView(Shell shell) {
    root.getChildren().add(new Label(shell.messages(ModelsView.class).get("title")));
  }

  @Override
  public Parent root() {
    return root;
  }
}
