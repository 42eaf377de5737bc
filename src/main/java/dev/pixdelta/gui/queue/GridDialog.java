package dev.pixdelta.gui.queue;

import atlantafx.base.theme.Styles;
import dev.pixdelta.gui.shell.ChoiceBoxes;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.gui.shell.Page;
import dev.pixdelta.gui.shell.Shell;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.studio.queue.Axis;
import dev.pixdelta.studio.queue.Grid;
import java.util.List;
import java.util.Locale;
import javafx.event.ActionEvent;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.stage.Window;

/**
 * Asks for the two axes of a grid job; everything else is as the generate page shows it. Stays open
 * with the sentence when a value makes no sense.
 */
final class GridDialog {
  private final Shell shell;
  private final Messages messages;
  private final Dialog<ButtonType> dialog = new Dialog<>();
  private final AxisFields x;
  private final AxisFields y;
  private final Label summary = new Label();
  private final Label error = new Label();

  /** Kind and values of one axis. */
  private final class AxisFields {
    final ComboBox<Axis.Kind> kind = new ComboBox<>();
    final TextArea values = new TextArea();

    AxisFields(String name, Axis.Kind first, String text) {
      kind.getItems().setAll(Axis.Kind.values());
      kind.setConverter(
          ChoiceBoxes.text(k -> messages.get("grid.kind." + k.name().toLowerCase(Locale.ROOT))));
      kind.setValue(first);
      kind.setMaxWidth(Double.MAX_VALUE);
      kind.setAccessibleText(name);
      values.setText(text);
      values.setPrefRowCount(3);
      values.setPrefColumnCount(36);
      values.setWrapText(true);
      values.setAccessibleText(name + ": " + messages.get("grid.values"));
      values.textProperty().subscribe(t -> count());
      kind.valueProperty().subscribe(k -> count());
    }

    /** One value a line, or several with commas between; prompts have commas of their own. */
    Axis axis() {
      String separator = kind.getValue() == Axis.Kind.PROMPT ? "\\R" : "[,\\n]";
      List<String> list =
          List.of(values.getText().split(separator)).stream()
              .map(String::strip)
              .filter(v -> !v.isEmpty())
              .toList();
      return new Axis(kind.getValue(), list);
    }
  }

  GridDialog(Shell shell, Messages messages) {
    this.shell = shell;
    this.messages = messages;
    this.x = new AxisFields(messages.get("grid.x"), Axis.Kind.STEPS, "1, 2, 4, 8");
    this.y = new AxisFields(messages.get("grid.y"), Axis.Kind.SEED, "1, 2, 3");
    dialog.setTitle(messages.get("grid.title"));
    dialog.setHeaderText(null);
    GridPane form = new GridPane(12, 12);
    form.getStyleClass().add("dialog-content");
    ColumnConstraints labels = new ColumnConstraints();
    labels.setMinWidth(Region.USE_PREF_SIZE);
    ColumnConstraints kinds = new ColumnConstraints(150);
    ColumnConstraints values = new ColumnConstraints();
    values.setHgrow(Priority.ALWAYS);
    form.getColumnConstraints().addAll(labels, kinds, values);
    Label intro = new Label(messages.get("grid.intro"));
    intro.setWrapText(true);
    intro.getStyleClass().add(Styles.TEXT_MUTED);
    intro.setMaxWidth(620);
    form.add(intro, 0, 0, 3, 1);
    form.addRow(1, new Label(messages.get("grid.x")), x.kind, x.values);
    form.addRow(2, new Label(messages.get("grid.y")), y.kind, y.values);
    form.add(summary, 0, 3, 3, 1);
    error.setWrapText(true);
    error.setMaxWidth(620);
    error.getStyleClass().add(Styles.DANGER);
    form.add(error, 0, 4, 3, 1);
    ButtonType draw = new ButtonType(messages.get("grid.draw"), ButtonBar.ButtonData.OK_DONE);
    ButtonType cancel =
        new ButtonType(messages.get("grid.cancel"), ButtonBar.ButtonData.CANCEL_CLOSE);
    dialog.getDialogPane().getButtonTypes().setAll(draw, cancel);
    dialog.getDialogPane().setContent(form);
    // Some window managers open a dialog in its least size.
    dialog.getDialogPane().setMinSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    dialog
        .getDialogPane()
        .lookupButton(draw)
        .addEventFilter(
            ActionEvent.ACTION,
            e -> {
              e.consume(); // it closes when the queue has taken the job
              add();
            });
    count();
  }

  void show(Window owner) {
    dialog.initOwner(owner);
    dialog.show();
    x.values.requestFocus();
  }

  private void count() {
    if (y == null) {
      return; // still being made
    }
    int columns = x.axis().values().size();
    int rows = y.axis().values().size();
    summary.setText(messages.get("grid.summary", columns, rows, columns * rows));
    error.setText("");
  }

  private void add() {
    GenerationSettings settings;
    try {
      settings = shell.workspace().settings();
    } catch (PictureFileException e) {
      error.setText(shell.sentence(e)); // the sketch among its controls cannot be kept
      return;
    }
    Grid grid = new Grid(x.axis(), y.axis());
    shell
        .background()
        .ask(
            () -> shell.queue().addGrid(settings, grid),
            id -> {
              dialog.close();
              shell.workspace().show(Page.QUEUE);
            },
            failure -> error.setText(shell.sentence(failure)));
  }
}
