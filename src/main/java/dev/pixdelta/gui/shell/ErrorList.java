package dev.pixdelta.gui.shell;

import atlantafx.base.theme.Styles;
import dev.pixdelta.gui.shell.Toasts.Message;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * Errors, the newest first, each until it is dismissed. Of many only a few are shown; the others
 * follow as those are dismissed. JavaFX thread only.
 */
final class ErrorList extends VBox {
  private static final int MOST_SHOWN = 2;

  private final Messages messages;
  private final List<Message> all = new ArrayList<>();

  ErrorList(Messages messages) {
    this.messages = messages;
    getStyleClass().add("error-list");
    setAccessibleText(messages.get("errors"));
    show();
  }

  /** An error; one that is there already becomes the newest. */
  void add(Message error) {
    all.removeIf(m -> m.sentence().equals(error.sentence()));
    all.addFirst(error);
    show();
  }

  /** Oldest first. */
  List<Message> messages() {
    return all.reversed();
  }

  boolean shows(Message error) {
    return all.contains(error);
  }

  void focus(Message error) {
    int at = all.indexOf(error);
    if (at >= 0 && at < MOST_SHOWN) {
      getChildren().get(at).requestFocus();
    }
  }

  private void dismiss(Message error) {
    all.remove(error);
    boolean focused = isFocusWithin();
    show();
    if (focused && !all.isEmpty()) {
      getChildren().getFirst().requestFocus();
    }
  }

  private void show() {
    getChildren().setAll(all.stream().limit(MOST_SHOWN).map(this::row).toList());
    int more = all.size() - MOST_SHOWN;
    if (more > 0) {
      Label count = new Label(messages.get("errors.more", more));
      Button dismissAll = new Button(messages.get("dismissAll"));
      dismissAll.getStyleClass().addAll(Styles.FLAT, Styles.SMALL);
      dismissAll.setOnAction(
          e -> {
            all.clear();
            show();
          });
      HBox rest = new HBox(8, count, dismissAll);
      rest.setAlignment(Pos.CENTER_RIGHT);
      rest.getStyleClass().add("error-rest");
      getChildren().add(rest);
    }
    setVisible(!all.isEmpty());
    setManaged(!all.isEmpty());
  }

  private Node row(Message error) {
    Label text = new Label(error.sentence());
    text.setWrapText(true);
    text.setMinHeight(Region.USE_PREF_SIZE);
    text.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(text, Priority.ALWAYS);
    Button close =
        new Action(messages.get("dismiss"), null, BootstrapIcons.X, () -> dismiss(error))
            .iconButton();
    close.getStyleClass().addAll(Styles.FLAT, Styles.SMALL);
    close.setMinWidth(Region.USE_PREF_SIZE);
    HBox row = new HBox(12, new FontIcon(BootstrapIcons.EXCLAMATION_TRIANGLE), text, close);
    row.setAlignment(Pos.CENTER_LEFT);
    row.getStyleClass().add("error-row");
    row.setFocusTraversable(true);
    row.setAccessibleRole(AccessibleRole.TEXT);
    row.setAccessibleText(messages.get("error.spoken", error.sentence()));
    row.setOnKeyPressed(
        e -> {
          if (e.getCode() == KeyCode.ESCAPE || e.getCode() == KeyCode.DELETE) {
            dismiss(error);
            e.consume();
          }
        });
    return row;
  }
}
