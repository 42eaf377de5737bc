package dev.pixdelta.gui.gallery;

import atlantafx.base.theme.Styles;
import dev.pixdelta.gui.shell.Action;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.studio.gallery.GalleryPicture;
import java.util.List;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Separator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** Below the grid: how many pictures, what is selected, and what can be done with it. */
final class SelectionBar extends HBox {
  private final Label count = new Label();
  private final Label detail = new Label();
  private final HBox buttons = new HBox(2);
  private final Messages messages;

  SelectionBar(PictureActions actions, Messages messages) {
    this.messages = messages;
    getStyleClass().add("selection-bar");
    setAlignment(Pos.CENTER_LEFT);
    count.setMinWidth(USE_PREF_SIZE);
    detail.getStyleClass().add("detail");
    detail.setMaxWidth(Double.MAX_VALUE);
    detail.setMinWidth(0);
    HBox.setHgrow(detail, Priority.ALWAYS);
    buttons.setAlignment(Pos.CENTER_RIGHT);
    buttons.setMinWidth(USE_PREF_SIZE);
    add(List.of(actions.star, actions.compare));
    buttons.getChildren().add(new Separator(Orientation.VERTICAL));
    add(List.of(actions.useSettings, actions.useSeed, actions.vary));
    buttons.getChildren().add(new Separator(Orientation.VERTICAL));
    add(List.of(actions.copy, actions.move, actions.export, actions.reveal, actions.delete));
    getChildren().addAll(count, detail, buttons);
  }

  private void add(List<Action> actions) {
    for (Action action : actions) {
      var button = action.iconButton();
      button.getStyleClass().add(Styles.FLAT);
      buttons.getChildren().add(button);
    }
  }

  /**
   * Shows what is there and what is selected of it.
   *
   * @param found how many pictures the query found
   * @param all how many there are
   */
  void show(List<GalleryPicture> selected, int found, int all, boolean scanning) {
    buttons.setVisible(!selected.isEmpty());
    buttons.setManaged(!selected.isEmpty());
    if (selected.isEmpty()) {
      count.setText(
          found == all ? messages.get("count", all) : messages.get("count.found", found, all));
      detail.setText(scanning ? messages.get("scanning") : "");
    } else {
      count.setText(messages.get("count.selected", selected.size()));
      GalleryPicture first = selected.getFirst();
      detail.setText(
          selected.size() > 1
              ? ""
              : first.prompt().isBlank()
                  ? first.file().getFileName().toString()
                  : first.prompt().strip().replace('\n', ' '));
    }
  }
}
