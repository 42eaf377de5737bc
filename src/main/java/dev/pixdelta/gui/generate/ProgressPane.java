package dev.pixdelta.gui.generate;

import atlantafx.base.theme.Styles;
import dev.pixdelta.gui.shell.Action;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.gui.shell.StageText;
import dev.pixdelta.studio.queue.Job;
import dev.pixdelta.studio.queue.JobProgress;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** How far the running job is, in words and as a bar, with the way to stop it. */
final class ProgressPane extends HBox {
  private final RunModel run;
  private final Messages messages;
  private final StageText stages;
  private final Label text = new Label();
  private final Label left = new Label();
  private final ProgressBar bar = new ProgressBar();

  ProgressPane(RunModel run, Messages messages, StageText stages, Action cancel) {
    this.run = run;
    this.messages = messages;
    this.stages = stages;
    getStyleClass().add("progress-pane");
    setId("progress");
    bar.setMaxWidth(Double.MAX_VALUE);
    bar.setAccessibleText(messages.get("progress"));
    text.setId("stage");
    left.getStyleClass().add(Styles.TEXT_MUTED);
    left.setMinWidth(Region.USE_PREF_SIZE);
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    VBox middle = new VBox(4, new HBox(8, text, space, left), bar);
    middle.setAlignment(Pos.CENTER_LEFT);
    HBox.setHgrow(middle, Priority.ALWAYS);
    Button stop = cancel.button();
    stop.setId("cancel");
    stop.setMinWidth(Region.USE_PREF_SIZE);
    setAlignment(Pos.CENTER_LEFT);
    getChildren().addAll(middle, stop);
    run.runningProperty().subscribe(now -> show());
    run.progressProperty().subscribe(now -> show());
    run.unpackingProperty().subscribe(now -> show());
  }

  private void show() {
    Job job = run.runningProperty().get();
    // Its room is kept: the picture must not jump with each job.
    setVisible(job != null);
    if (job == null) {
      bar.setProgress(0);
      return;
    }
    JobProgress progress = run.progressProperty().get();
    if (progress == null) {
      bar.setProgress(ProgressBar.INDETERMINATE_PROGRESS);
      text.setText(
          run.unpackingProperty().get()
              ? messages.get("progress.unpacking")
              : messages.get("progress.opening", job.settings().model()));
      left.setText("");
      return;
    }
    bar.setProgress(
        progress.fraction() > 0 ? progress.fraction() : ProgressBar.INDETERMINATE_PROGRESS);
    List<String> words = new ArrayList<>();
    if (progress.pictures() > 1) {
      words.add(messages.get("progress.picture", progress.picture() + 1, progress.pictures()));
    }
    words.add(stages.of(progress.stage()));
    text.setText(String.join("  ·  ", words));
    left.setText(progress.left() == null ? "" : stages.left(progress.left()));
  }
}
