package dev.pixdelta.gui.queue;

import atlantafx.base.theme.Styles;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.gui.shell.StageText;
import dev.pixdelta.studio.queue.Job;
import dev.pixdelta.studio.queue.JobProgress;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/** One job: what it draws, how far it is, and what can be done about it. */
final class JobCell extends ListCell<JobRow> {
  private static final double BAR_HEIGHT = 6;

  private final Messages messages;
  private final StageText stages;
  private final Label prompt = new Label();
  private final Label state = new Label();
  private final Label details = new Label();
  private final ProgressBar bar = new ProgressBar(0);
  private final Button up = button(BootstrapIcons.ARROW_UP, "up");
  private final Button down = button(BootstrapIcons.ARROW_DOWN, "down");
  private final Button retry = button(BootstrapIcons.ARROW_REPEAT, "retry");
  private final Button cancel = button(BootstrapIcons.X_CIRCLE, "cancel");
  private final Button remove = button(BootstrapIcons.X, "remove");
  private final Button sheet = button(BootstrapIcons.GRID_3X3, "sheet");
  private final VBox box;
  private Subscription row = Subscription.EMPTY;

  JobCell(Messages messages, QueueModel model, Consumer<Job> showSheet) {
    this.messages = messages;
    this.stages = new StageText(messages.locale());
    prompt.getStyleClass().add(Styles.TEXT_BOLD);
    prompt.setTextOverrun(OverrunStyle.ELLIPSIS);
    prompt.setMaxWidth(Double.MAX_VALUE);
    prompt.setMinWidth(0);
    HBox.setHgrow(prompt, Priority.ALWAYS);
    state.setMinWidth(USE_PREF_SIZE);
    state.getStyleClass().add("job-state");
    details.getStyleClass().addAll(Styles.TEXT_SMALL, Styles.TEXT_MUTED);
    details.setWrapText(true);
    details.setMaxWidth(Double.MAX_VALUE);
    details.setMinHeight(USE_PREF_SIZE);
    HBox.setHgrow(details, Priority.ALWAYS);
    bar.setMaxWidth(Double.MAX_VALUE);
    bar.getStyleClass().add("job-bar");
    // Not left to the style sheet: the list measures a row before styles are applied.
    bar.setMinHeight(BAR_HEIGHT);
    bar.setPrefHeight(BAR_HEIGHT);
    up.setOnAction(e -> with(job -> model.move(job, -1)));
    down.setOnAction(e -> with(job -> model.move(job, 1)));
    retry.setOnAction(e -> with(model::retry));
    cancel.setOnAction(e -> with(model::cancel));
    remove.setOnAction(e -> with(model::remove));
    sheet.setOnAction(e -> with(showSheet));
    HBox first = new HBox(12, prompt, state);
    first.setAlignment(Pos.CENTER_LEFT);
    HBox second = new HBox(4, details, sheet, up, down, retry, cancel, remove);
    second.setAlignment(Pos.CENTER_LEFT);
    box = new VBox(6, first, bar, second);
    box.getStyleClass().add("job");
    setPrefWidth(0); // as wide as the list, never wider
  }

  /** As high as its text needs in the width there is. */
  @Override
  protected double computePrefHeight(double width) {
    double there = getWidth() > 0 ? getWidth() : getListView().getWidth();
    double sides = snappedLeftInset() + snappedRightInset();
    return snappedTopInset() + box.prefHeight(there - sides) + snappedBottomInset();
  }

  private void with(Consumer<Job> action) {
    JobRow item = getItem();
    if (item != null) {
      action.accept(item.job());
    }
  }

  private Button button(Ikon icon, String key) {
    Button button = new Button(null, new FontIcon(icon));
    button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, Styles.SMALL);
    button.setId(key);
    return button;
  }

  @Override
  protected void updateItem(@Nullable JobRow item, boolean empty) {
    super.updateItem(item, empty);
    row.unsubscribe();
    row = Subscription.EMPTY;
    if (empty || item == null) {
      setGraphic(null);
      setAccessibleText(null);
      return;
    }
    setGraphic(box);
    row =
        Subscription.combine(
            item.jobProperty().subscribe(job -> show(job)),
            item.progressProperty().subscribe(p -> show(item.job(), p)));
  }

  private void show(Job job) {
    prompt.setText(title(job));
    prompt.setTooltip(new Tooltip(job.settings().prompt()));
    String name = messages.get("state." + job.state().name().toLowerCase(Locale.ROOT));
    state.setText(name);
    state
        .getStyleClass()
        .removeIf(
            c -> c.equals(Styles.DANGER) || c.equals(Styles.SUCCESS) || c.equals(Styles.ACCENT));
    switch (job.state()) {
      case RUNNING -> state.getStyleClass().add(Styles.ACCENT);
      case DONE -> state.getStyleClass().add(Styles.SUCCESS);
      case FAILED -> state.getStyleClass().add(Styles.DANGER);
      default -> {}
    }
    boolean waits = job.state() == Job.State.QUEUED;
    boolean again = job.state() == Job.State.FAILED || job.state() == Job.State.CANCELLED;
    visible(up, "action.up", waits);
    visible(down, "action.down", waits);
    visible(retry, "action.retry", again);
    visible(cancel, "action.cancel", !job.state().isEnded());
    visible(remove, "action.remove", job.state().isEnded());
    visible(sheet, "action.sheet", job.sheet() != null);
    JobRow item = getItem();
    show(job, item == null ? null : item.progressProperty().get());
    setAccessibleText(title(job) + ", " + name + ", " + details.getText());
  }

  private void visible(Button button, String key, boolean visible) {
    String text = messages.get(key);
    button.setTooltip(new Tooltip(text));
    button.setAccessibleText(text);
    button.setVisible(visible);
    button.setManaged(visible);
  }

  private String title(Job job) {
    String text = job.settings().prompt().strip();
    String shown = text.isEmpty() ? messages.get("job.noPrompt") : text.replaceAll("\\s+", " ");
    return job.grid() == null ? shown : messages.get("job.grid", shown);
  }

  private void show(Job job, @Nullable JobProgress progress) {
    double fraction =
        progress != null
            ? progress.fraction()
            : job.pictures() == 0 ? 0 : (double) job.done() / job.pictures();
    bar.setProgress(fraction);
    boolean moving = job.state() == Job.State.RUNNING;
    bar.setVisible(moving);
    bar.setManaged(moving);
    StringBuilder text = new StringBuilder(messages.get("job.counts", job.done(), job.pictures()));
    text.append("  ·  ").append(job.settings().model());
    if (job.failed() > 0) {
      text.append("  ·  ").append(messages.get("job.failed", job.failed()));
    }
    if (moving && progress != null) {
      text.append("  ·  ").append(stages.of(progress.stage()));
      if (progress.left() != null) {
        text.append("  ·  ").append(stages.left(progress.left()));
      }
    }
    if (job.message() != null) {
      text.append('\n').append(job.message().in(messages.locale()));
    }
    details.setText(text.toString());
  }
}
