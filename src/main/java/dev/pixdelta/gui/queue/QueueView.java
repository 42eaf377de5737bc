package dev.pixdelta.gui.queue;

import atlantafx.base.theme.Styles;
import dev.pixdelta.gui.shell.Actions;
import dev.pixdelta.gui.shell.FileDrop;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.gui.shell.Page;
import dev.pixdelta.gui.shell.Shell;
import dev.pixdelta.gui.shell.View;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.studio.prompt.PromptFile;
import dev.pixdelta.studio.queue.PromptFileJobs;
import java.nio.file.Path;
import java.util.Objects;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.SeparatorMenuItem;
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
  private final QueueActions actions;
  private final JobEnd jobEnd;
  private boolean moving;
  private int top;

  public QueueView(Shell shell) {
    this.shell = shell;
    this.messages = shell.messages(QueueView.class);
    this.model = new QueueModel(shell.queue(), shell.events(), shell.background());
    this.jobEnd = new JobEnd(shell, messages);
    this.list = new ListView<>(model.rows());
    actions =
        new QueueActions(shell, messages, model, this::grid, this::promptFile, this::moveSelected);
    list.setCellFactory(l -> new JobCell(messages, model, actions::showSheet));
    list.getStyleClass().addAll("jobs", Styles.STRIPED);
    list.setAccessibleText(messages.get("title"));
    list.setPlaceholder(empty());
    list.getSelectionModel()
        .selectedItemProperty()
        .subscribe((before, row) -> model.chosenProperty().set(row));
    model.chosenProperty().subscribe(this::select);
    list.setContextMenu(menu());
    shell.actions().add(new Actions.Group(Page.QUEUE, messages.get("title"), actions.all()));
    root.setTop(head());
    root.setCenter(list);
    root.getStyleClass().add("queue-page");
    FileDrop.on(root, PromptFile::isPromptFile, this::promptFile);
  }

  private ContextMenu menu() {
    ContextMenu menu = new ContextMenu();
    menu.getItems()
        .setAll(
            actions.sheet.menuItem(),
            actions.retry.menuItem(),
            actions.up.menuItem(),
            actions.down.menuItem(),
            new SeparatorMenuItem(),
            actions.cancelSelected.menuItem());
    return menu;
  }

  private Node head() {
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
            actions.pause.button(),
            actions.cancelAll.button(),
            actions.clear.button(),
            space,
            actions.grid.button(),
            actions.file.button());
    tools.setAlignment(Pos.CENTER_LEFT);
    VBox head = new VBox(12, heading, tools);
    head.getStyleClass().add("page-head");
    return head;
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

  private void moveSelected(int by) {
    moving = true;
    model.move(Objects.requireNonNull(model.chosenProperty().get()).job(), by);
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
