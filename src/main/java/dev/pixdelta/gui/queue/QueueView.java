package dev.pixdelta.gui.queue;

import atlantafx.base.theme.Styles;
import dev.pixdelta.gui.shell.Action;
import dev.pixdelta.gui.shell.Actions;
import dev.pixdelta.gui.shell.FileDrop;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.gui.shell.Page;
import dev.pixdelta.gui.shell.Shell;
import dev.pixdelta.gui.shell.View;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.studio.prompt.PromptFile;
import dev.pixdelta.studio.queue.Job;
import dev.pixdelta.studio.queue.PromptFileJobs;
import java.nio.file.Path;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/** The page with all jobs. */
public final class QueueView implements View {
  private final BorderPane root = new BorderPane();
  private final Shell shell;
  private final Messages messages;
  private final QueueModel model;
  private final ListView<JobRow> list;
  private final JobEnd jobEnd;
  private boolean moving;
  private int top;

  public QueueView(Shell shell) {
    this.shell = shell;
    this.messages = shell.messages(QueueView.class);
    this.model = new QueueModel(shell.queue(), shell.events(), shell.background());
    this.jobEnd = new JobEnd(shell, messages);
    this.list = new ListView<>(model.rows());
    list.setCellFactory(
        l -> new JobCell(messages, model, job -> shell.workspace().view(List.of(sheet(job)), 0)));
    list.getStyleClass().addAll("jobs", Styles.STRIPED);
    list.setAccessibleText(messages.get("title"));
    list.setPlaceholder(empty());
    list.getSelectionModel()
        .selectedItemProperty()
        .subscribe((before, row) -> model.chosenProperty().set(row));
    model.chosenProperty().subscribe(this::select);
    Action pause = new Action(messages.get("action.pause"), "P", BootstrapIcons.PAUSE, this::pause);
    Action cancelAll =
        new Action(
            messages.get("action.cancelAll"),
            "Shortcut+Shift+X",
            BootstrapIcons.X_OCTAGON,
            model::cancelAll);
    Action clear =
        new Action(
            messages.get("action.clear"),
            "Shortcut+Shift+Delete",
            BootstrapIcons.CHECK2_ALL,
            model::removeEnded);
    Action grid =
        new Action(
            messages.get("action.grid"), "Shortcut+Shift+G", BootstrapIcons.GRID_3X3, this::grid);
    Action file =
        new Action(
            messages.get("action.file"),
            "Shortcut+Shift+O",
            BootstrapIcons.FILE_EARMARK_TEXT,
            this::promptFile);
    Action cancelSelected =
        new Action(
            messages.get("action.cancelSelected"),
            "Delete",
            BootstrapIcons.X_CIRCLE,
            this::cancelOrRemove);
    Action up =
        new Action(
            messages.get("action.up"), "Alt+Up", BootstrapIcons.ARROW_UP, () -> moveSelected(-1));
    Action down =
        new Action(
            messages.get("action.down"),
            "Alt+Down",
            BootstrapIcons.ARROW_DOWN,
            () -> moveSelected(1));
    Action retry =
        new Action(
            messages.get("action.retry"),
            "Shortcut+R",
            BootstrapIcons.ARROW_REPEAT,
            () -> selected(model::retry));
    shell
        .actions()
        .add(
            new Actions.Group(
                Page.QUEUE,
                messages.get("title"),
                List.of(pause, cancelAll, clear, grid, file, cancelSelected, retry, up, down)));
    cancelAll.disabledProperty().bind(model.openProperty().isEqualTo(0));
    model
        .pausedProperty()
        .subscribe(
            paused ->
                pause.become(
                    messages.get(paused ? "action.resume" : "action.pause"),
                    paused ? BootstrapIcons.PLAY : BootstrapIcons.PAUSE));
    Label summary = new Label();
    summary.getStyleClass().add(Styles.TEXT_MUTED);
    Runnable count = () -> summary.setText(summary());
    model.openProperty().subscribe(n -> count.run());
    model.pausedProperty().subscribe(p -> count.run());
    Label title = new Label(messages.get("title"));
    title.getStyleClass().add(Styles.TITLE_3);
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    HBox heading = new HBox(12, title, summary);
    heading.setAlignment(Pos.BASELINE_LEFT);
    HBox tools =
        new HBox(
            8,
            pause.button(),
            cancelAll.button(),
            clear.button(),
            space,
            grid.button(),
            file.button());
    tools.setAlignment(Pos.CENTER_LEFT);
    VBox top = new VBox(12, heading, tools);
    top.getStyleClass().add("page-head");
    root.setTop(top);
    root.setCenter(list);
    root.getStyleClass().add("queue-page");
    FileDrop.on(root, PromptFile::isPromptFile, this::promptFile);
  }

  private static java.nio.file.Path sheet(Job job) {
    return java.util.Objects.requireNonNull(job.sheet());
  }

  private String summary() {
    int open = model.openProperty().get();
    return open == 0
        ? messages.get("summary.none")
        : messages.get(model.pausedProperty().get() ? "summary.paused" : "summary.open", open);
  }

  private VBox empty() {
    FontIcon icon = new FontIcon(BootstrapIcons.LIST_TASK);
    icon.getStyleClass().add("empty-icon");
    Label title = new Label(messages.get("empty.title"));
    title.getStyleClass().add(Styles.TITLE_4);
    Label text = new Label(messages.get("empty.text"));
    text.getStyleClass().add(Styles.TEXT_MUTED);
    text.setWrapText(true);
    Button generate = new Button(messages.get("empty.action"));
    generate.getStyleClass().add(Styles.ACCENT);
    generate.setOnAction(e -> shell.workspace().show(Page.GENERATE));
    VBox box = new VBox(12, icon, title, text, generate);
    box.setAlignment(Pos.CENTER);
    return box;
  }

  private void pause() {
    model.setPaused(!model.pausedProperty().get());
  }

  private void select(@Nullable JobRow row) {
    if (row != null && list.getSelectionModel().getSelectedItem() != row) {
      list.getSelectionModel().select(row);
      int place = list.getItems().indexOf(row);
      if (moving && place >= 0) {
        moving = false;
        bringIntoView(place);
      }
    }
  }

  /** Scrolls no more than it must. */
  private void bringIntoView(int place) {
    if (list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow
        && flow.getFirstVisibleCell() != null
        && flow.getLastVisibleCell() != null
        && (place < flow.getFirstVisibleCell().getIndex()
            || place > flow.getLastVisibleCell().getIndex())) {
      list.scrollTo(place);
    }
  }

  private void selected(java.util.function.Consumer<Job> action) {
    JobRow row = model.chosenProperty().get();
    if (row != null) {
      action.accept(row.job());
    }
  }

  private void moveSelected(int by) {
    moving = true;
    selected(job -> model.move(job, by));
  }

  private void cancelOrRemove() {
    selected(
        job -> {
          if (job.state().isEnded()) {
            model.remove(job);
          } else {
            model.cancel(job);
          }
        });
  }

  private void grid() {
    new GridDialog(shell, messages).show(root.getScene().getWindow());
  }

  private void promptFile() {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(messages.get("file.title"));
    chooser
        .getExtensionFilters()
        .add(
            new FileChooser.ExtensionFilter(
                messages.get("file.filter"), "*.txt", "*.csv", "*.tsv"));
    Path file = shell.dialogs().open(chooser, root.getScene().getWindow());
    if (file != null) {
      promptFile(file);
    }
  }

  /** Shows what a file of prompts would draw; one that cannot be read is a sentence. */
  private void promptFile(Path file) {
    GenerationSettings ground;
    try {
      ground = shell.workspace().settings();
    } catch (PictureFileException e) {
      shell.toasts().error(e); // the sketch among its controls cannot be kept
      return;
    }
    shell
        .background()
        .ask(
            () -> PromptFileJobs.read(file, ground, shell.queue()),
            found ->
                new PromptFileDialog(shell, messages, file, found)
                    .show(root.getScene().getWindow()),
            shell.toasts()::error);
  }

  @Override
  public Parent root() {
    return root;
  }

  @Override
  public void shown() {
    list.requestFocus();
    if (top > 0) {
      list.scrollTo(top);
      top = 0;
    }
  }

  @Override
  public void restore(View before) {
    if (before instanceof QueueView page) {
      model.takeOver(page.model);
      top =
          page.list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow
                  && flow.getFirstVisibleCell() != null
              ? flow.getFirstVisibleCell().getIndex()
              : page.top;
    }
  }

  @Override
  public void closed() {
    model.close();
    jobEnd.close();
  }
}
