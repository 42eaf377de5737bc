package dev.pixdelta.gui.generate;

import atlantafx.base.theme.Styles;
import dev.pixdelta.gui.shell.BackgroundQuery;
import dev.pixdelta.gui.shell.ControlText;
import dev.pixdelta.gui.shell.KnownControls;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.gui.shell.Page;
import dev.pixdelta.gui.shell.PictureDrop;
import dev.pixdelta.gui.shell.Shell;
import dev.pixdelta.gui.shell.SketchBook;
import dev.pixdelta.pipeline.ControlType;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.control.ControlProblem;
import dev.pixdelta.studio.control.ControlSettings;
import dev.pixdelta.studio.queue.ControlFolderJobs;
import dev.pixdelta.studio.sketch.Sketch;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import org.jspecify.annotations.Nullable;

/** The pictures that steer, at most two, each in a card; and the ways to add one. */
final class ControlPane extends VBox {
  private static final int MOST = 2;

  /** With or without the button. */
  private static final double HEAD_HEIGHT = 28;

  private final GenerateModel model;
  private final Shell shell;
  private final Messages messages;
  private final VBox cards = new VBox(8);
  private final FlowPane add = new FlowPane(8, 8);
  private final Button picture;
  private final Button folder;
  private final Label reason = new Label();
  private final Button weights;
  private final BackgroundQuery<Optional<ControlProblem>> steerable;
  private boolean editing;

  ControlPane(GenerateModel model, Shell shell, Messages messages) {
    super(6);
    this.model = model;
    this.shell = shell;
    this.messages = messages;
    setId("controls");
    Label title = new Label(messages.get("control"));
    title.getStyleClass().add("setting-name");
    picture = button("control.picture", "add-control", this::choose);
    folder = button("control.folder", "control-folder", this::chooseFolder);
    Button sketch =
        button("control.sketch", "add-sketch", () -> shell.workspace().show(Page.SKETCH));
    add.getChildren().addAll(picture, sketch, folder);
    reason.setId("control-reason");
    reason.setWrapText(true);
    reason.setMinHeight(Region.USE_PREF_SIZE);
    reason.getStyleClass().addAll(Styles.TEXT_SMALL, "hint");
    weights = button("control.weights.choose", "control-weights-first", this::chooseWeights);
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    HBox head = new HBox(8, title, space, weights);
    head.setAlignment(Pos.CENTER_LEFT);
    head.setMinHeight(HEAD_HEIGHT);
    getChildren().addAll(head, cards, add, reason);
    steerable = new BackgroundQuery<>(shell.background(), this::question, this::steerable);
    PictureDrop.on(this, this::addPicture);
    model.controls.subscribe(this::show);
    model.model.subscribe((before, now) -> steerable.ask());
    show();
    steerable(Optional.empty());
  }

  private Button button(String key, String id, Runnable action) {
    Button button = new Button(messages.get(key));
    button.setId(id);
    button.getStyleClass().add(Styles.SMALL);
    button.setOnAction(e -> action.run());
    return button;
  }

  private void show() {
    if (editing) {
      return;
    }
    cards().forEach(ControlCard::close);
    cards.getChildren().clear();
    for (int i = 0; i < model.controls.size(); i++) {
      ControlCard card =
          new ControlCard(model, shell, messages, model.controls.get(i), new Place(i));
      card.problemProperty().subscribe(now -> gather());
      cards.getChildren().add(card);
    }
    gather();
    Row.present(add, model.controls.size() < MOST);
    steerable.ask();
  }

  /** Whether any picture could steer the chosen model. */
  private Callable<Optional<ControlProblem>> question() {
    ControlSettings any = ControlSettings.drawing(ControlType.MAP);
    KnownControls known = KnownControls.of(shell.session());
    ModelChoice chosen = model.model.get();
    return () ->
        chosen == null
            ? Optional.empty()
            : ControlProblem.of(
                known.preferred(shell.models(), chosen.name(), any), shell.models(), chosen.name());
  }

  private void steerable(Optional<ControlProblem> problem) {
    picture.setDisable(problem.isPresent());
    folder.setDisable(problem.isPresent());
    reason.setText(problem.map(new ControlText(shell.locale())::of).orElse(""));
    // Each card says it for itself.
    boolean shown = problem.isPresent() && model.controls.isEmpty();
    Row.present(reason, shown);
    Row.present(weights, shown);
  }

  private void chooseWeights() {
    Path chosen = KnownControls.choose(shell, messages.get("control.weights.choose"), getScene());
    if (chosen != null) {
      useWeights(chosen);
    }
  }

  /** Has weights steer from now on that were chosen before there is anything to steer with. */
  void useWeights(Path chosen) {
    ControlSettings any = ControlSettings.drawing(ControlType.MAP).withWeights(chosen);
    String name = model.draft().model();
    shell
        .background()
        .ask(
            () -> ControlProblem.of(any, shell.models(), name),
            problem -> {
              problem.ifPresent(p -> shell.toasts().error(new ControlText(shell.locale()).of(p)));
              steerable.ask();
            },
            shell.toasts()::error);
  }

  private List<ControlCard> cards() {
    return cards.getChildren().stream().map(ControlCard.class::cast).toList();
  }

  private void gather() {
    model.controlProblem.set(
        cards().stream()
            .map(c -> c.problemProperty().get())
            .filter(p -> !p.isEmpty())
            .findFirst()
            .orElse(""));
  }

  /** Looks for the files of all controls anew. */
  void look() {
    cards().forEach(ControlCard::look);
    steerable.ask();
  }

  /** The place of one control among the others. */
  private final class Place implements ControlCard.Owner {
    private final int index;

    Place(int index) {
      this.index = index;
    }

    @Override
    public void changed(ControlSettings now) {
      change(index, now);
    }

    @Override
    public void remove() {
      model.controls.remove(index);
    }

    @Override
    public void choosePicture() {
      Path file = chooseFile();
      if (file != null) {
        model.controls.set(index, model.controls.get(index).withFile(file));
      }
    }
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
    Path file = chooseFile();
    if (file != null) {
      addPicture(file);
    }
  }

  private @Nullable Path chooseFile() {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(messages.get("control.picture"));
    List<String> endings =
        List.of("*.png", "*.jpg", "*.jpeg", "*.webp", "*.tif", "*.tiff", "*.gif", "*.bmp");
    chooser
        .getExtensionFilters()
        .add(new FileChooser.ExtensionFilter(messages.get("control.filter"), endings));
    return shell.dialogs().open(chooser, getScene().getWindow());
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
