package dev.pixdelta.gui.generate;

import atlantafx.base.theme.Styles;
import dev.pixdelta.gui.shell.Action;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/** A sentence over the picture that stays until it is closed, with what can be done about it. */
final class Banner extends HBox {
  private final Label text = new Label();
  private final FlowPane buttons = new FlowPane(8, 8);

  /**
   * @param style such as {@link Styles#DANGER}
   * @param closeText name of the button that closes it
   */
  Banner(String id, Ikon icon, String style, String closeText) {
    setId(id);
    getStyleClass().addAll("banner", style);
    text.setWrapText(true);
    text.setMinHeight(Region.USE_PREF_SIZE);
    VBox middle = new VBox(8, text, buttons);
    HBox.setHgrow(middle, Priority.ALWAYS);
    Button close = new Action(closeText, null, BootstrapIcons.X, this::close).iconButton();
    close.getStyleClass().add(Styles.FLAT);
    setAlignment(Pos.TOP_LEFT);
    setViewOrder(-1); // in front of what a small window has no room for
    getChildren().addAll(new FontIcon(icon), middle, close);
    close();
  }

  /** Shows a sentence; each action's button closes it. */
  void show(String sentence, Action... actions) {
    text.setText(sentence);
    buttons.getChildren().clear();
    for (Action action : actions) {
      Button button = action.button();
      button.getStyleClass().add(Styles.SMALL);
      button.addEventHandler(javafx.event.ActionEvent.ACTION, e -> close());
      buttons.getChildren().add(button);
    }
    Row.present(buttons, actions.length > 0);
    Row.present(this, true);
  }

  void close() {
    Row.present(this, false);
  }

  /** What it says; for tests and screen readers. */
  String text() {
    return text.getText();
  }
}
