package dev.pixdelta.gui.welcome;

import atlantafx.base.theme.Styles;
import dev.pixdelta.gui.shell.Action;
import dev.pixdelta.gui.shell.Actions;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.gui.shell.Page;
import dev.pixdelta.gui.shell.Shell;
import dev.pixdelta.gui.shell.View;
import dev.pixdelta.pipeline.FullModel;
import dev.pixdelta.torch.Torch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** The page with the models that are here, and what the full one would cost. */
public final class ModelsView implements View {
  private static final String COMMAND = "hf download " + FullModel.LCM_1024.name();

  private final Shell shell;
  private final Messages messages;
  private final ModelsModel model;
  private final Path folder;
  private final VBox cards = new VBox(8);
  private final VBox needs = new VBox(16);
  private final ScrollPane root;
  private final Action open;
  private final Action rescan;

  public ModelsView(Shell shell) {
    this.shell = shell;
    messages = shell.messages(ModelsView.class);
    folder = shell.folders().data().resolve("models");
    model =
        new ModelsModel(
            shell.models(),
            () -> Machine.current(folder),
            Torch.cpuPrecision(),
            shell.background());
    open =
        new Action(
            messages.get("open"), "Shortcut+O", BootstrapIcons.FOLDER2_OPEN, this::openFolder);
    rescan = new Action(messages.get("rescan"), "F5", BootstrapIcons.ARROW_CLOCKWISE, this::rescan);
    shell
        .actions()
        .add(new Actions.Group(Page.MODELS, messages.get("title"), List.of(open, rescan)));
    VBox column = new VBox(32, embedded(), here(), full());
    column.getStyleClass().add("models-column");
    HBox centred = new HBox(column);
    centred.getStyleClass().add("models-page");
    HBox.setHgrow(column, Priority.ALWAYS);
    root = new ScrollPane(centred);
    root.getStyleClass().add("models-scroll");
    root.setFitToWidth(true);
    model.models().subscribe(this::showModels);
    model.needsProperty().subscribe(this::showNeeds);
  }

  private Node embedded() {
    return new VBox(
        8,
        title(messages.get("embedded.title"), Styles.TITLE_2),
        text(messages.get("embedded.text")),
        bullet(messages.get("embedded.knows")),
        bullet(messages.get("embedded.limits")),
        bullet(messages.get("embedded.asks")));
  }

  private Node here() {
    FlowPane buttons = new FlowPane(8, 8, open.button(), rescan.button());
    cards.setId("models");
    return new VBox(16, title(messages.get("here.title"), Styles.TITLE_3), cards, buttons);
  }

  private Node full() {
    needs.setId("needs");
    TextField command = new TextField(COMMAND);
    command.setEditable(false);
    command.setAccessibleText(messages.get("full.command"));
    HBox.setHgrow(command, Priority.ALWAYS);
    Action copy =
        new Action(messages.get("full.copy"), null, BootstrapIcons.CLIPBOARD, this::copyCommand);
    return new VBox(
        16,
        new VBox(
            8,
            title(messages.get("full.title"), Styles.TITLE_3),
            text(messages.get("full.text", FullModel.LCM_1024.name()))),
        needs,
        title(messages.get("full.how"), Styles.TITLE_4),
        text(messages.get("full.how.text")),
        new HBox(8, command, copy.iconButton()),
        text(messages.get("full.where", folder.toString())));
  }

  private static Label title(String text, String style) {
    Label label = text(text);
    label.getStyleClass().add(style);
    return label;
  }

  private static Label text(String text) {
    Label label = new Label(text);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    return label;
  }

  private static Node bullet(String sentence) {
    Label text = text(sentence);
    HBox.setHgrow(text, Priority.ALWAYS);
    return new HBox(8, new Label("•"), text);
  }

  private void showModels() {
    String used = shell.workspace().settings().model();
    cards.getChildren().setAll(model.models().stream().map(here -> card(here, used)).toList());
    if (model.models().isEmpty()) {
      cards.getChildren().setAll(text(messages.get("here.none")));
    }
  }

  private ModelCard card(ModelsModel.Here here, String used) {
    return new ModelCard(
        here,
        messages,
        here.found().name().equals(used),
        () -> shell.workspace().useModel(here.found().name()),
        () -> shell.workspace().reveal(here.found().path().resolve("model_index.json")));
  }

  private void showNeeds(ModelsModel.@Nullable Needs now) {
    if (now == null) {
      return;
    }
    long free = now.machine().freeDiskBytes();
    needs
        .getChildren()
        .setAll(
            new NeedRow(
                messages.get("needs.disk"),
                free < 0
                    ? messages.get("needs.disk.unknown", bytes(now.disk()))
                    : messages.get(
                        now.fitsOnDisk() ? "needs.disk.fits" : "needs.disk.lacks",
                        bytes(now.disk()),
                        bytes(free)),
                now.fitsOnDisk(),
                free <= 0 ? 0 : (double) now.disk() / free),
            new NeedRow(
                messages.get("needs.memory"),
                memory(now),
                now.fitInMemory() == ModelsModel.Fit.NOW,
                (double) now.memory() / now.machine().memoryBytes()));
  }

  private String memory(ModelsModel.Needs needs) {
    long available = needs.machine().availableBytes();
    String free = available < 0 ? "" : messages.get("needs.memory.free", bytes(available));
    String key =
        switch (needs.fitInMemory()) {
          case NOW -> "needs.memory.fits";
          case WHEN_FREED -> "needs.memory.tight";
          case NEVER -> "needs.memory.lacks";
        };
    return messages.get(key, bytes(needs.memory()), bytes(needs.machine().memoryBytes()), free);
  }

  private void rescan() {
    model.look(() -> shell.toasts().info(messages.get("rescanned", model.models().size())));
  }

  private String bytes(long bytes) {
    return Bytes.text(bytes, messages);
  }

  private void openFolder() {
    shell
        .background()
        .ask(
            () -> Files.createDirectories(folder),
            made -> shell.workspace().reveal(made.resolve("model")),
            failure -> shell.toasts().error(messages.get("open.failed", folder.toString())));
  }

  private void copyCommand() {
    ClipboardContent content = new ClipboardContent();
    content.putString(COMMAND);
    Clipboard.getSystemClipboard().setContent(content);
    shell.toasts().info(messages.get("full.copied"));
  }

  @Override
  public Parent root() {
    return root;
  }

  @Override
  public void shown() {
    root.requestFocus();
    model.look();
  }
}
