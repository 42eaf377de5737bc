package dev.pixdelta.gui.queue;

import atlantafx.base.theme.Styles;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.gui.shell.Shell;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.queue.PromptFileJobs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.event.ActionEvent;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.DialogPane;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/**
 * Shows what the prompts of a file would draw and which lines are wrong, before jobs are made of
 * them. Stays open with the sentence when the queue refuses them.
 */
final class PromptFileDialog {
  private static final double ROW = 32;

  private final Shell shell;
  private final Messages messages;
  private final Path file;
  private final PromptFileJobs found;
  private final Dialog<ButtonType> dialog = new Dialog<>();
  private final Label error = new Label();

  PromptFileDialog(Shell shell, Messages messages, Path file, PromptFileJobs found) {
    this.shell = shell;
    this.messages = messages;
    this.file = file;
    this.found = found;
    dialog.setTitle(messages.get("file.title"));
    dialog.setHeaderText(null);
    dialog.setResizable(true);
    int jobs = found.jobs().size();
    int pictures = found.jobs().stream().mapToInt(j -> j.settings().count()).sum();
    VBox content = new VBox(12);
    content.getStyleClass().add("dialog-content");
    Label summary = text(messages.get("file.summary", jobs, pictures, file.getFileName()));
    summary.setId("file-summary");
    summary.getStyleClass().add(Styles.TEXT_BOLD);
    content.getChildren().addAll(summary, muted(messages.get("file.rest")));
    if (jobs > 0) {
      content.getChildren().add(jobList());
    }
    if (!found.unknown().isEmpty()) {
      content
          .getChildren()
          .add(muted(messages.get("file.unknown", String.join(", ", found.unknown()))));
    }
    if (!found.problems().isEmpty()) {
      Label wrong = text(messages.get("file.problems", found.problems().size()));
      wrong.getStyleClass().add(Styles.DANGER);
      content.getChildren().addAll(wrong, problemList());
    }
    error.setWrapText(true);
    error.setMinHeight(Region.USE_PREF_SIZE);
    error.getStyleClass().add(Styles.DANGER);
    content.getChildren().add(error);
    ButtonType add = new ButtonType(messages.get("file.add", jobs), ButtonBar.ButtonData.OK_DONE);
    ButtonType cancel =
        new ButtonType(messages.get("action.cancel"), ButtonBar.ButtonData.CANCEL_CLOSE);
    DialogPane pane = dialog.getDialogPane();
    pane.getButtonTypes().setAll(add, cancel);
    pane.setContent(content);
    pane.setPrefWidth(600);
    // Some window managers open a dialog in its least size.
    pane.setMinSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    Button button = (Button) pane.lookupButton(add);
    button.setDisable(jobs == 0);
    button.addEventFilter(
        ActionEvent.ACTION,
        e -> {
          e.consume(); // it closes when the queue has taken the jobs
          add(button);
        });
  }

  private static Label text(String words) {
    Label label = new Label(words);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    return label;
  }

  private static Label muted(String words) {
    Label label = text(words);
    label.getStyleClass().add(Styles.TEXT_MUTED);
    return label;
  }

  private ListView<String> jobList() {
    List<String> lines = new ArrayList<>();
    for (PromptFileJobs.Entry job : found.jobs()) {
      lines.add(
          messages.get(
              "file.line",
              String.valueOf(job.line()),
              job.settings().prompt().replaceAll("\\s+", " ").strip(),
              job.settings().count()));
    }
    return list("file-jobs", messages.get("file.jobs"), lines);
  }

  private ListView<String> problemList() {
    List<String> lines =
        found.problems().stream()
            .map(
                p ->
                    messages.get(
                        "file.problem",
                        String.valueOf(p.line()),
                        p.sentence().in(messages.locale())))
            .toList();
    return list("file-problems", messages.get("file.problems", lines.size()), lines);
  }

  private static ListView<String> list(String id, String name, List<String> lines) {
    ListView<String> list = new ListView<>();
    list.setId(id);
    list.getItems().setAll(lines);
    list.setCellFactory(l -> new LineCell());
    list.setAccessibleText(name);
    list.setFixedCellSize(ROW);
    list.setPrefHeight(Math.clamp(lines.size(), 2, 7) * ROW + 2);
    list.setMinHeight(2 * ROW + 2);
    VBox.setVgrow(list, Priority.ALWAYS);
    return list;
  }

  void show(Window owner) {
    dialog.initOwner(owner);
    dialog.show();
  }

  private void add(Button button) {
    List<GenerationSettings> jobs =
        found.jobs().stream().map(PromptFileJobs.Entry::settings).toList();
    button.setDisable(true); // once is enough
    shell
        .background()
        .ask(
            () -> shell.queue().addAll(jobs).size(),
            n -> {
              dialog.close();
              shell.toasts().info(messages.get("file.added", n, file.getFileName()));
            },
            failure -> {
              button.setDisable(false);
              error.setText(shell.sentence(failure));
            });
  }

  /** One line of text, as wide as the list. */
  private static final class LineCell extends ListCell<String> {
    LineCell() {
      setPrefWidth(0);
      setTextOverrun(OverrunStyle.ELLIPSIS);
    }

    @Override
    protected void updateItem(@Nullable String line, boolean empty) {
      super.updateItem(line, empty);
      setText(empty ? null : line);
      setTooltip(empty || line == null ? null : new Tooltip(line));
    }
  }
}
