package dev.pixdelta.gui;

import dev.pixdelta.gui.shell.Action;
import dev.pixdelta.gui.shell.Actions;
import dev.pixdelta.gui.shell.Messages;
import javafx.geometry.HPos;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.stage.Stage;

/** The list behind F1: every action that has a shortcut, by where it works. */
final class ShortcutList {
  private final Dialog<ButtonType> dialog = new Dialog<>();

  ShortcutList(Messages messages, Actions actions) {
    GridPane grid = new GridPane();
    grid.getStyleClass().add("shortcut-list");
    ColumnConstraints name = new ColumnConstraints();
    name.setHgrow(Priority.ALWAYS);
    ColumnConstraints keys = new ColumnConstraints();
    keys.setHalignment(HPos.RIGHT);
    grid.getColumnConstraints().addAll(name, keys);
    int row = 0;
    for (Actions.Group group : actions.groups()) {
      Label title = new Label(group.title());
      title.getStyleClass().add("title-4");
      grid.add(title, 0, row++, 2, 1);
      for (Action action : group.actions()) {
        if (action.keys() != null) {
          Label shortcut = new Label(action.keys().getDisplayText());
          shortcut.getStyleClass().add("key-cap");
          grid.addRow(row++, new Label(action.text()), shortcut);
        }
      }
    }
    ScrollPane scroll = new ScrollPane(grid);
    scroll.setFitToWidth(true);
    scroll.setPrefSize(480, 560);
    dialog.setTitle(messages.get("shortcuts.title"));
    dialog.getDialogPane().setContent(scroll);
    dialog
        .getDialogPane()
        .getButtonTypes()
        .add(
            new ButtonType(
                messages.get("shortcuts.close"),
                javafx.scene.control.ButtonBar.ButtonData.CANCEL_CLOSE));
  }

  void show(Stage owner) {
    dialog.initOwner(owner);
    dialog.show();
  }
}
