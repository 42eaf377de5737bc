package dev.pixdelta.gui.welcome;

import atlantafx.base.theme.Styles;
import dev.pixdelta.gui.shell.Action;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.pipeline.ModelSummary;
import dev.pixdelta.text.Sentence;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/** One model that is here: what it is, or what is wrong with it. */
final class ModelCard extends HBox {
  ModelCard(ModelsModel.Here here, Messages messages, boolean inUse, Runnable use, Runnable open) {
    getStyleClass().add("model-card");
    setAlignment(Pos.CENTER_LEFT);
    Label name = new Label(here.found().name());
    name.getStyleClass().add(Styles.TITLE_4);
    HBox head = new HBox(8, name);
    head.setAlignment(Pos.CENTER_LEFT);
    if (inUse) {
      Label badge = new Label(messages.get("card.inUse"));
      badge.getStyleClass().add("badge");
      head.getChildren().add(badge);
    }
    ModelSummary summary = here.summary();
    Label line = wrapped(new Label());
    if (summary == null) {
      line.setText(problem(here.problem(), messages));
      line.getStyleClass().add(Styles.DANGER);
    } else {
      line.setText(
          messages.get(
              "card.line",
              summary.nativeSize().width() + " × " + summary.nativeSize().height(),
              summary.sampler().label(),
              Bytes.text(summary.fileBytes(), messages),
              Bytes.text(summary.memoryBytes(), messages)));
    }
    String kind = here.found().source().name().toLowerCase(java.util.Locale.ROOT);
    Label where =
        wrapped(
            new Label(
                messages.get("source." + kind)
                    + "  ·  "
                    + here.found().path().toAbsolutePath().normalize()));
    where.getStyleClass().addAll(Styles.TEXT_SMALL, Styles.TEXT_MUTED);
    VBox middle = new VBox(4, head, line, where);
    HBox.setHgrow(middle, Priority.ALWAYS);
    FontIcon icon =
        new FontIcon(
            summary == null ? BootstrapIcons.EXCLAMATION_TRIANGLE : BootstrapIcons.BOX_SEAM);
    icon.getStyleClass().add(summary == null ? "broken-icon" : "model-icon");
    getChildren().addAll(icon, middle);
    Button folder =
        new Action(messages.get("card.folder"), null, BootstrapIcons.FOLDER2_OPEN, open)
            .iconButton();
    getChildren().add(folder);
    if (summary != null && !inUse) {
      Button button = new Action(messages.get("card.use"), null, null, use).button();
      button.setAccessibleText(messages.get("card.use") + ": " + here.found().name());
      button.setMinWidth(Region.USE_PREF_SIZE);
      getChildren().add(button);
    }
  }

  private static String problem(@Nullable Sentence problem, Messages messages) {
    return problem == null ? "" : problem.in(messages.locale());
  }

  private static Label wrapped(Label label) {
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    return label;
  }
}
