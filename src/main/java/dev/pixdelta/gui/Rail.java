package dev.pixdelta.gui;

import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.gui.shell.Page;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/** The pages as a column of buttons at the left edge. */
final class Rail extends VBox {
  Rail(Messages messages, ObjectProperty<Page> page, Consumer<Page> show) {
    getStyleClass().add("rail");
    setAccessibleText(messages.get("rail"));
    for (Page p : Page.values()) {
      if (p == Page.MODELS) {
        Region space = new Region();
        VBox.setVgrow(space, Priority.ALWAYS);
        getChildren().add(space);
      }
      ToggleButton button = new ToggleButton(title(messages, p), new FontIcon(icon(p)));
      button.setContentDisplay(ContentDisplay.TOP);
      button.getStyleClass().add("rail-button");
      button.setMaxWidth(Double.MAX_VALUE);
      button.setTooltip(
          new Tooltip(
              title(messages, p)
                  + "  ("
                  + javafx.scene.input.KeyCombination.valueOf(p.keys()).getDisplayText()
                  + ")"));
      button.setOnAction(e -> show.accept(p));
      page.subscribe(now -> button.setSelected(now == p));
      // A pressed button stays pressed: it is a place, not a switch.
      button
          .selectedProperty()
          .subscribe(selected -> button.setSelected(selected || page.get() == p));
      getChildren().add(button);
    }
  }

  static String title(Messages messages, Page page) {
    return messages.get("page." + page.name().toLowerCase(Locale.ROOT));
  }

  static Ikon icon(Page page) {
    return switch (page) {
      case GENERATE -> BootstrapIcons.BRUSH;
      case SKETCH -> BootstrapIcons.VECTOR_PEN;
      case GALLERY -> BootstrapIcons.IMAGES;
      case QUEUE -> BootstrapIcons.LIST_TASK;
      case MODELS -> BootstrapIcons.BOX_SEAM;
      case SETTINGS -> BootstrapIcons.GEAR;
    };
  }
}
