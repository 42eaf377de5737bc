package dev.pixdelta.gui.generate;

import dev.pixdelta.gui.shell.KnownControls;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.gui.shell.Page;
import dev.pixdelta.gui.shell.PictureDrop;
import dev.pixdelta.gui.shell.Shell;
import dev.pixdelta.gui.shell.SketchBook;
import dev.pixdelta.pipeline.ControlType;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.control.ControlSettings;
import dev.pixdelta.studio.queue.ControlFolderJobs;
import dev.pixdelta.studio.sketch.Sketch;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;

/** The pictures that steer, at most two, each in a card; and the ways to add one. */
final class ControlPane extends VBox {
  private static final int MOST = 2;

  private final GenerateModel model;
  private final Shell shell;
  private final Messages messages;
  private final VBox cards = new VBox(8);
  private final FlowPane add = new FlowPane(8, 8);
  private boolean editing;

  ControlPane(GenerateModel model, Shell shell, Messages messages) {
    super(8);
    this.model = model;
    this.shell = shell;
    this.messages = messages;
    setId("controls");
    Label title = new Label(messages.get("control"));
    title.getStyleClass().add("setting-name");
    add.getChildren()
        .addAll(
            button("control.picture", "add-control", this::choose),
            button("control.sketch", "add-sketch", () -> shell.workspace().show(Page.SKETCH)),
            button("control.folder", "control-folder", this::chooseFolder));
    getChildren().addAll(title, cards, add);
    PictureDrop.on(this, this::addPicture);
    model.controls.subscribe(this::show);
    show();
  }

  private Button button(String key, String id, Runnable action) {
    Button button = new Button(messages.get(key));
    button.setId(id);
    button.setOnAction(e -> action.run());
    return button;
  }

  private void show() {
    if (editing) {
      return;
    }
    cards.getChildren().forEach(c -> ((ControlCard) c).close());
    cards.getChildren().clear();
    for (int i = 0; i < model.controls.size(); i++) {
      int index = i;
      ControlCard card =
          new ControlCard(
              model,
              shell,
              messages,
              model.controls.get(i),
              changed -> change(index, changed),
              () -> model.controls.remove(index));
      cards.getChildren().add(card);
    }
    Row.present(add, model.controls.size() < MOST);
  }

  /** A card changes its own control; it must not be made anew under the hand that does. */
  private void change(int index, ControlSettings changed) {
    editing = true;
    try {
      model.controls.set(index, changed);
    } finally {
      editing = false;
    }
  }

  private void choose() {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(messages.get("control.picture"));
    List<String> endings =
        List.of("*.png", "*.jpg", "*.jpeg", "*.webp", "*.tif", "*.tiff", "*.gif", "*.bmp");
    chooser
        .getExtensionFilters()
        .add(new FileChooser.ExtensionFilter(messages.get("control.filter"), endings));
    Path file = shell.dialogs().open(chooser, getScene().getWindow());
    if (file != null) {
      addPicture(file);
    }
  }

  /** Adds a picture as soft edges, which the official weights were trained on. */
  void addPicture(Path file) {
    add(new ControlSettings(file, ControlType.SOFTEDGE, false, null, 1, 0, 1, false));
  }

  /** Has the drawing steer, once. */
  void addSketch() {
    if (model.controls.stream().noneMatch(ControlSettings::sketch)) {
      add(ControlSettings.drawing(SketchBook.typeOf(shell.sketch().seen())));
    }
  }

  private void add(ControlSettings control) {
    if (model.controls.size() >= MOST) {
      shell.toasts().info(messages.get("control.most", MOST));
      return;
    }
    KnownControls known = KnownControls.of(shell.session());
    String name = model.draft().model();
    shell
        .background()
        .ask(
            () -> known.preferred(shell.models(), name, control),
            model.controls::add,
            shell.toasts()::error);
  }

  private void chooseFolder() {
    DirectoryChooser chooser = new DirectoryChooser();
    chooser.setTitle(messages.get("control.folder"));
    Path folder = shell.dialogs().folder(chooser, getScene().getWindow());
    if (folder != null) {
      addFolder(folder);
    }
  }

  /** Queues a job for each map in a folder. */
  void addFolder(Path folder) {
    GenerationSettings next = model.next();
    Callable<GenerationSettings> kept = shell.sketch().kept(next);
    KnownControls known = KnownControls.of(shell.session());
    ControlSettings map = new ControlSettings(folder, ControlType.MAP, false, null, 1, 0, 1, false);
    shell
        .background()
        .ask(
            () -> {
              ControlSettings control = known.preferred(shell.models(), next.model(), map);
              List<GenerationSettings> jobs = ControlFolderJobs.read(folder, kept.call(), control);
              return shell.queue().addAll(jobs).size();
            },
            n -> shell.toasts().info(messages.get("control.queued", n)),
            shell.toasts()::error);
  }

  /** Puts a drawing that came with restored settings into the sketch book. */
  void takeDrawing() {
    for (ControlSettings c : model.controls) {
      if (c.sketch()) {
        Sketch.Mode mode = c.type() == ControlType.DEPTH ? Sketch.Mode.DEPTH : Sketch.Mode.LINES;
        shell
            .background()
            .ask(
                () -> SketchBook.of(c.file(), mode),
                sketch -> {
                  if (model.controls.contains(c)) { // not undone in the meantime
                    shell.sketch().put(sketch);
                  }
                },
                shell.toasts()::error);
      }
    }
  }
}
