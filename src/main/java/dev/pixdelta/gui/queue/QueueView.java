package dev.pixdelta.gui.queue;

import dev.pixdelta.gui.shell.Shell;
import dev.pixdelta.gui.shell.View;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;

/** The page with all jobs. */
public final class QueueView implements View {
  private final StackPane root = new StackPane();

  public QueueView(Shell shell) {
    root.getChildren().add(new Label(shell.messages(QueueView.class).get("title")));
  }

  @Override
  public Parent root() {
    return root;
  }
}
