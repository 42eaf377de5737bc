package dev.pixdelta.gui.welcome;

import atlantafx.base.theme.Styles;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/** Something the full model needs, against what is here: a sentence and a bar. */
final class NeedRow extends VBox {
  /**
   * @param fits whether there is enough
   * @param share what is needed of what is here, 0 to 1
   */
  NeedRow(String name, String sentence, boolean fits, double share) {
    getStyleClass().add("need-row");
    FontIcon icon =
        new FontIcon(fits ? BootstrapIcons.CHECK_CIRCLE : BootstrapIcons.EXCLAMATION_CIRCLE);
    icon.getStyleClass().add(fits ? "fits" : "lacks");
    Label title = new Label(name);
    title.getStyleClass().add(Styles.TEXT_BOLD);
    HBox head = new HBox(8, icon, title);
    head.setAlignment(Pos.CENTER_LEFT);
    Label text = new Label(sentence);
    text.setWrapText(true);
    text.setMinHeight(Region.USE_PREF_SIZE);
    ProgressBar bar = new ProgressBar(Math.clamp(share, 0, 1));
    bar.setMaxWidth(Double.MAX_VALUE);
    bar.setAccessibleText(sentence);
    bar.getStyleClass().add(fits ? Styles.SUCCESS : Styles.WARNING);
    getChildren().addAll(head, text, bar);
  }
}
