package dev.pixdelta.gui.generate;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * A setting: its name above, its controls in a line below, the first one as wide as there is room.
 */
final class Row extends VBox {
  private final HBox controls = new HBox(8);

  Row(String name, Node... parts) {
    getStyleClass().add("setting-row");
    Label label = new Label(name);
    label.getStyleClass().add("setting-name");
    label.setLabelFor(parts[0]);
    parts[0].setAccessibleText(name);
    controls.setAlignment(Pos.CENTER_LEFT);
    controls.getChildren().addAll(parts);
    HBox.setHgrow(parts[0], Priority.ALWAYS);
    getChildren().addAll(label, controls);
  }

  /** With something that is told of the setting at the end of its name's line. */
  Row withHint(Node hint) {
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    HBox line = new HBox(8, getChildren().removeFirst(), space, hint);
    line.setAlignment(Pos.CENTER_LEFT);
    getChildren().addFirst(line);
    return this;
  }

  /** A row that is there only at times: hidden it takes no room. */
  static void present(Node node, boolean present) {
    node.setVisible(present);
    node.setManaged(present);
  }
}
