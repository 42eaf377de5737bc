package dev.pixdelta.gui.generate;

import atlantafx.base.theme.Styles;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.studio.GenerationRequest;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The button that draws, always in sight, with what waits behind it and why it cannot. */
final class GenerateBar extends VBox {
  GenerateBar(GenerateModel model, RunModel run, Messages messages, GenerateActions actions) {
    getStyleClass().add("generate-bar");
    Button button = actions.generate.button();
    button.setId("generate");
    button.getStyleClass().addAll(Styles.ACCENT, Styles.LARGE);
    button.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(button, Priority.ALWAYS);
    Button waiting = actions.queue.wired(new Button());
    waiting.setId("queue-length");
    waiting.getStyleClass().add("queue-length");
    waiting.setMinWidth(Region.USE_PREF_SIZE);
    Label problem = new Label();
    problem.setId("problem");
    problem.setWrapText(true);
    problem.setMinHeight(Region.USE_PREF_SIZE);
    problem.getStyleClass().addAll(Styles.DANGER, Styles.TEXT_SMALL);
    Label obstacle = new Label();
    obstacle.setId("obstacle");
    obstacle.setWrapText(true);
    obstacle.setMinHeight(Region.USE_PREF_SIZE);
    obstacle.getStyleClass().addAll(Styles.TEXT_SMALL, "hint");
    IntegerField count = new IntegerField(model.count, 1, GenerationRequest.MAX_COUNT);
    count.setId("count");
    count.setPrefWidth(88);
    count.setMinWidth(88);
    count.setAccessibleText(messages.get("count"));
    count.setTooltip(new Tooltip(messages.get("count")));
    HBox line = new HBox(8, count, button, waiting);
    line.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    getChildren().addAll(problem, obstacle, line);
    actions
        .obstacle()
        .subscribe(
            text -> {
              Row.present(obstacle, !text.isEmpty());
              obstacle.setText(text);
            });
    run.openProperty()
        .subscribe(
            n -> {
              Row.present(waiting, n.intValue() > 0);
              waiting.setText(Integer.toString(n.intValue()));
              waiting.setAccessibleText(messages.get("queue.open", n.intValue()));
              waiting.getTooltip().setText(messages.get("queue.open", n.intValue()));
            });
    actions
        .problemProperty()
        .subscribe(
            text -> {
              Row.present(problem, !text.isEmpty());
              problem.setText(text);
            });
  }
}
