package dev.pixdelta.gui.settings;

import atlantafx.base.theme.Styles;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.gui.shell.OutputChoice;
import dev.pixdelta.gui.shell.Shell;
import dev.pixdelta.pipeline.InvalidRequestException;
import dev.pixdelta.studio.picture.FileNameField;
import dev.pixdelta.studio.picture.FileNamePattern;
import dev.pixdelta.studio.picture.ImageFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.stage.DirectoryChooser;

/** Folder, file names and format of new pictures. What makes no sense is said, and not kept. */
final class OutputFields {
  private static final PseudoClass INVALID = Styles.STATE_DANGER;

  private final Shell shell;
  private final Messages messages;
  private final TextField folder = new TextField();
  private final TextField pattern = new TextField();
  private final Label patternHelp = new Label();
  private final ComboBox<ImageFormat> format = new ComboBox<>();
  private final Slider quality = new Slider(50, 100, 92);

  OutputFields(Shell shell, Messages messages) {
    this.shell = shell;
    this.messages = messages;
    OutputChoice now = OutputChoice.of(shell.session());
    folder.setText(now.folder(shell.folders()).toString());
    folder.setEditable(false);
    folder.setId("folder");
    pattern.setText(now.pattern());
    pattern.setId("pattern");
    format.getItems().setAll(ImageFormat.values());
    format.setValue(now.format());
    quality.setValue(now.quality());
    quality.setBlockIncrement(1);
    quality.setId("quality");
    format.setId("format");
    quality.setMaxWidth(240);
    pattern.textProperty().addListener((o, before, text) -> keep());
    format.valueProperty().addListener((o, before, value) -> keep());
    quality.valueProperty().addListener((o, before, value) -> keep());
    showPattern(now.pattern());
  }

  Node[] nodes() {
    Button choose = new Button(messages.get("output.choose"));
    choose.setId("choose-folder");
    choose.setOnAction(e -> choose());
    HBox.setHgrow(folder, Priority.ALWAYS);
    HBox where = new HBox(8, folder, choose);
    where.setAlignment(Pos.CENTER_LEFT);
    Label qualityValue = new Label();
    quality
        .valueProperty()
        .subscribe(v -> qualityValue.setText(Long.toString(Math.round(v.doubleValue()))));
    HBox qualityRow = new HBox(8, quality, qualityValue);
    qualityRow.setAlignment(Pos.CENTER_LEFT);
    Node qualityField = Field.of(messages.get("output.quality"), null, qualityRow);
    format
        .valueProperty()
        .subscribe(
            f -> {
              qualityField.setVisible(f == ImageFormat.JPEG);
              qualityField.setManaged(f == ImageFormat.JPEG);
            });
    return new Node[] {
      Field.of(messages.get("output.folder"), new Label(messages.get("output.folderHelp")), where),
      Field.of(messages.get("output.pattern"), patternHelp, pattern),
      Field.of(messages.get("output.format"), null, format),
      qualityField
    };
  }

  private void choose() {
    DirectoryChooser chooser = new DirectoryChooser();
    Path now = Path.of(folder.getText());
    if (Files.isDirectory(now)) {
      chooser.setInitialDirectory(now.toFile());
    }
    Path chosen = shell.dialogs().folder(chooser, folder.getScene().getWindow());
    if (chosen != null) {
      folder.setText(chosen.toAbsolutePath().toString());
      keep();
    }
  }

  private void keep() {
    boolean good = showPattern(pattern.getText());
    OutputChoice before = OutputChoice.of(shell.session());
    Path usual = shell.folders().pictures();
    shell
        .session()
        .put(
            OutputChoice.SECTION,
            new OutputChoice(
                Path.of(folder.getText()).equals(usual) ? null : folder.getText(),
                good ? pattern.getText() : before.pattern(),
                format.getValue(),
                (int) Math.round(quality.getValue())));
    shell.session().save();
  }

  /** Shows an example of the names, or what is wrong with the pattern. */
  private boolean showPattern(String text) {
    boolean good = true;
    try {
      patternHelp.setText(
          messages.get(
              "output.patternHelp",
              FileNamePattern.parse(text).example(format.getValue()),
              String.join("  ", keys())));
    } catch (InvalidRequestException e) {
      patternHelp.setText(e.sentence().in(messages.locale()));
      good = false;
    }
    pattern.pseudoClassStateChanged(INVALID, !good);
    return good;
  }

  private static List<String> keys() {
    return FileNameField.keys().stream().map(k -> "{" + k + "}").toList();
  }
}
