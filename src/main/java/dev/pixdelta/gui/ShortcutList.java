package dev.pixdelta.gui;

import dev.pixdelta.gui.shell.Action;
import dev.pixdelta.gui.shell.Actions;
import dev.pixdelta.gui.shell.Messages;
import java.util.List;
import java.util.Locale;
import javafx.geometry.HPos;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.DialogPane;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;

/** The list behind F1: every action that has a shortcut, by where it works, to search. */
final class ShortcutList {
  private static final double WIDTH = 520;
  private static final double HEIGHT = 600;

  private final Actions actions;
  private final Messages messages;
  private final Dialog<ButtonType> dialog = new Dialog<>();
  private final TextField search = new TextField();
  private final GridPane grid = new GridPane();

  ShortcutList(Messages messages, Actions actions) {
    this.actions = actions;
    this.messages = messages;
    grid.getStyleClass().add("shortcut-list");
    ColumnConstraints name = new ColumnConstraints();
    name.setHgrow(Priority.ALWAYS);
    ColumnConstraints keys = new ColumnConstraints();
    keys.setHalignment(HPos.RIGHT);
    grid.getColumnConstraints().addAll(name, keys);
    ScrollPane scroll = new ScrollPane(grid);
    scroll.setFitToWidth(true);
    VBox.setVgrow(scroll, Priority.ALWAYS);
    search.setId("shortcut-search");
    search.setPromptText(messages.get("shortcuts.search"));
    search.setAccessibleText(messages.get("shortcuts.search"));
    search.textProperty().subscribe(this::show);
    dialog.setTitle(messages.get("shortcuts.title"));
    dialog.setResizable(true);
    DialogPane pane = dialog.getDialogPane();
    VBox content = new VBox(12, search, scroll);
    content.getStyleClass().add("dialog-content");
    pane.setContent(content);
    pane.getButtonTypes()
        .add(new ButtonType(messages.get("shortcuts.close"), ButtonBar.ButtonData.CANCEL_CLOSE));
    // Some window managers open a dialog in its least size.
    pane.setMinSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    pane.addEventFilter(
        KeyEvent.KEY_PRESSED,
        e -> {
          if (e.getCode() == KeyCode.F1) {
            dialog.close();
            e.consume();
          }
        });
  }

  /** Shows it over a window, never larger than that. */
  void show(Stage owner) {
    dialog.initOwner(owner);
    dialog
        .getDialogPane()
        .setPrefSize(
            Math.min(WIDTH, owner.getScene().getWidth()),
            Math.min(HEIGHT, owner.getScene().getHeight() - 40));
    dialog.show();
    search.requestFocus();
  }

  private void show(String searched) {
    String words = searched.strip().toLowerCase(Locale.ROOT);
    grid.getChildren().clear();
    for (Actions.Group group : actions.groups()) {
      List<Action> found =
          group.actions().stream().filter(a -> !a.keys().isEmpty() && matches(a, words)).toList();
      if (!found.isEmpty()) {
        Label title = new Label(group.title());
        title.getStyleClass().add("title-4");
        grid.add(title, 0, grid.getRowCount(), 2, 1);
      }
      for (Action action : found) {
        Label keys = new Label(action.keysText());
        keys.getStyleClass().add("key-cap");
        grid.addRow(grid.getRowCount(), new Label(action.text()), keys);
      }
    }
    if (grid.getChildren().isEmpty()) {
      grid.add(new Label(messages.get("shortcuts.none")), 0, 0);
    }
  }

  private static boolean matches(Action action, String words) {
    return (action.text() + " " + action.keysText()).toLowerCase(Locale.ROOT).contains(words);
  }
}
