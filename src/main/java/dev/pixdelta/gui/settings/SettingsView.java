package dev.pixdelta.gui.settings;

import dev.pixdelta.gui.shell.Shell;
import dev.pixdelta.gui.shell.View;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;

/** The page of what is set once. */
public final class SettingsView implements View {
  private final StackPane root = new StackPane();

  public SettingsView(Shell shell) {
    root.getChildren().add(new Label(shell.messages(SettingsView.class).get("title")));
  }

  @Override
  public Parent root() {
    return root;
  }
}
