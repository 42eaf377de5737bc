package dev.pixdelta.gui.gallery;

import atlantafx.base.theme.Styles;
import dev.pixdelta.gui.shell.Action;
import dev.pixdelta.gui.shell.Messages;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/** Stands where no picture does: says why, and what to do about it. */
final class EmptyGallery extends VBox {
  private final Messages messages;
  private final Action generate;
  private final Action clear;

  /**
   * @param generate leads to where pictures are made
   * @param clear shows all pictures again
   */
  EmptyGallery(Messages messages, Action generate, Action clear) {
    this.messages = messages;
    this.generate = generate;
    this.clear = clear;
    getStyleClass().add("empty-state");
    setAlignment(Pos.CENTER);
  }

  void show(GalleryModel.Content content) {
    setVisible(content.pictures().isEmpty());
    if (!isVisible()) {
      return;
    }
    if (content.problem() != null) {
      say(
          BootstrapIcons.EXCLAMATION_TRIANGLE,
          messages.get("empty.problem"),
          content.problem().in(messages.locale()));
    } else if (content.all() == 0 && content.scanning()) {
      say(BootstrapIcons.HOURGLASS_SPLIT, messages.get("scanning"), "");
    } else if (content.all() == 0) {
      say(BootstrapIcons.IMAGES, messages.get("empty.none"), messages.get("empty.none.how"));
      button(generate, Styles.ACCENT);
    } else if (content.query().folder() != null
        && content.query().text().isEmpty()
        && content.query().model() == null
        && !content.query().starredOnly()) {
      say(BootstrapIcons.FOLDER, messages.get("empty.folder"), messages.get("empty.folder.how"));
      button(clear, Styles.FLAT);
    } else {
      say(BootstrapIcons.SEARCH, messages.get("empty.found"), messages.get("empty.found.how"));
      button(clear, Styles.FLAT);
    }
  }

  private void say(Ikon icon, String what, String how) {
    Label title = new Label(what);
    title.getStyleClass().add(Styles.TITLE_4);
    title.setWrapText(true);
    Label text = new Label(how);
    text.getStyleClass().add(Styles.TEXT_MUTED);
    text.setWrapText(true);
    text.setMaxWidth(420);
    text.setAlignment(Pos.CENTER);
    text.setTextAlignment(javafx.scene.text.TextAlignment.CENTER);
    getChildren().setAll(new FontIcon(icon), title, text);
  }

  private void button(Action action, String style) {
    var button = action.button();
    button.getStyleClass().add(style);
    getChildren().add(button);
  }
}
