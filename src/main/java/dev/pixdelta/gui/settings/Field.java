package dev.pixdelta.gui.settings;

import atlantafx.base.theme.Styles;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** A control under its name, with a line of help below where there is something to say. */
final class Field {
  private Field() {}

  static VBox of(String name, @Nullable Label help, Node control) {
    Label label = new Label(name);
    label.setLabelFor(control);
    control.setAccessibleText(name);
    VBox box = new VBox(4, label, control);
    if (help != null) {
      help.setWrapText(true);
      help.getStyleClass().addAll(Styles.TEXT_SMALL, Styles.TEXT_MUTED);
      box.getChildren().add(help);
    }
    return box;
  }
}
