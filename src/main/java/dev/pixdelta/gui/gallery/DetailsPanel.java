package dev.pixdelta.gui.gallery;

import atlantafx.base.theme.Styles;
import dev.pixdelta.gui.shell.Action;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.gui.shell.Shell;
import dev.pixdelta.studio.gallery.GalleryPicture;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** How the picture in the viewer was made, to read and to copy. JavaFX thread only. */
final class DetailsPanel extends ScrollPane {
  private static final double WIDTH = 300;

  private final Shell shell;
  private final Messages messages;
  private final VBox content = new VBox();
  private @Nullable Path shown;

  /** Copies all of it as other programs read it. */
  final Action copyText;

  private @Nullable String text;

  DetailsPanel(Shell shell) {
    this.shell = shell;
    this.messages = shell.messages(DetailsPanel.class);
    copyText =
        new Action(
            messages.get("copyText"),
            "Shortcut+Alt+C",
            BootstrapIcons.CLIPBOARD_DATA,
            () -> copy(Objects.requireNonNull(text)));
    getStyleClass().add("details");
    content.getStyleClass().add("details-content");
    setContent(content);
    setFitToWidth(true);
    setHbarPolicy(ScrollBarPolicy.NEVER);
    setPrefWidth(WIDTH);
    setMinWidth(WIDTH);
    setAccessibleText(messages.get("details"));
  }

  /** Reads what a picture says of itself, and shows it. */
  void show(GalleryPicture picture) {
    Path file = picture.file();
    if (file.equals(shown)) {
      return;
    }
    shown = file;
    shell
        .background()
        .ask(
            () -> PictureDetails.read(file),
            details -> {
              if (file.equals(shown)) {
                fill(picture, details, null);
              }
            },
            failure -> {
              if (file.equals(shown)) {
                fill(picture, PictureDetails.NONE, shell.sentence(failure));
              }
            });
  }

  /** Forgets the picture. */
  void clear() {
    shown = null;
  }

  private void fill(GalleryPicture picture, PictureDetails details, @Nullable String problem) {
    text = details.text();
    copyText.disabledProperty().set(text == null);
    content.getChildren().clear();
    if (problem != null) {
      content.getChildren().add(muted(problem));
    } else if (details.equals(PictureDetails.NONE)) {
      content.getChildren().add(muted(messages.get("details.none")));
    }
    if (!details.prompt().isBlank()) {
      addText("fact.prompt", details.prompt());
    }
    if (!details.negativePrompt().isBlank()) {
      addText("fact.negativePrompt", details.negativePrompt());
    }
    addFacts(picture, details);
    if (text != null) {
      var button = copyText.button();
      button.getStyleClass().add(Styles.SMALL);
      button.setMaxWidth(Double.MAX_VALUE);
      content.getChildren().add(button);
    }
  }

  private Label muted(String sentence) {
    Label label = new Label(sentence);
    label.setWrapText(true);
    label.getStyleClass().add(Styles.TEXT_MUTED);
    return label;
  }

  private void addText(String key, String value) {
    Label title = new Label(messages.get(key));
    title.getStyleClass().add("fact-title");
    title.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(title, Priority.ALWAYS);
    Action copy =
        new Action(
            messages.get("copyOne", messages.get(key)),
            null,
            BootstrapIcons.CLIPBOARD,
            () -> copy(value));
    var button = copy.iconButton();
    button.getStyleClass().addAll(Styles.FLAT, Styles.SMALL);
    HBox head = new HBox(title, button);
    head.setAlignment(Pos.CENTER_LEFT);
    TextArea area = new TextArea(value);
    area.setEditable(false);
    area.setWrapText(true);
    area.setAccessibleText(messages.get(key));
    long lines = value.lines().mapToLong(l -> 1 + l.length() / 36).sum();
    area.setPrefRowCount(Math.clamp(lines, 1, 8));
    content.getChildren().add(new VBox(4, head, area));
  }

  private void addFacts(GalleryPicture picture, PictureDetails details) {
    GridPane grid = new GridPane();
    grid.getStyleClass().add("facts");
    ColumnConstraints names = new ColumnConstraints();
    names.setMinWidth(Region.USE_PREF_SIZE);
    ColumnConstraints values = new ColumnConstraints();
    values.setHgrow(Priority.ALWAYS);
    grid.getColumnConstraints().addAll(names, values);
    List<PictureDetails.Fact> facts = details.facts();
    for (PictureDetails.Fact fact : facts) {
      row(grid, messages.get("fact." + fact.key()), fact.value());
    }
    row(grid, messages.get("fact.file"), picture.file().getFileName().toString());
    content.getChildren().add(grid);
  }

  /** A field, not a label: its text can be selected. */
  private static void row(GridPane grid, String name, String value) {
    Label title = new Label(name);
    title.getStyleClass().add("fact-name");
    TextField field = new TextField(value);
    field.setEditable(false);
    field.getStyleClass().add("fact-value");
    field.setAccessibleText(name);
    title.setLabelFor(field);
    grid.addRow(grid.getRowCount(), title, field);
  }

  private void copy(String value) {
    ClipboardContent board = new ClipboardContent();
    board.putString(value);
    Clipboard.getSystemClipboard().setContent(board);
    shell.toasts().info(messages.get("textCopied"));
  }
}
