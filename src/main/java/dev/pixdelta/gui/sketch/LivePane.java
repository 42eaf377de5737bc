package dev.pixdelta.gui.sketch;

import atlantafx.base.theme.Styles;
import dev.pixdelta.gui.shell.Action;
import dev.pixdelta.gui.shell.Inquiry;
import dev.pixdelta.gui.shell.KnownControls;
import dev.pixdelta.gui.shell.MemoryImage;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.gui.shell.Shell;
import dev.pixdelta.gui.shell.SketchBook;
import dev.pixdelta.gui.shell.StageText;
import dev.pixdelta.hub.ControlWeights;
import dev.pixdelta.pipeline.Picture;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.control.ControlSettings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.ImageView;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The picture that follows the hand, with what it needs: prompt, seed, weights, the switch. */
final class LivePane extends VBox {
  private static final double SIDE = 288;

  private final Shell shell;
  private final Messages messages;
  private final LiveModel live;
  private final ImageView view = new ImageView();
  private final Label empty = new Label();
  private final Label state = new Label();
  private final Label problem = new Label();
  private final Label weights = new Label();
  private final StageText stages;
  private final Inquiry<String> weightsName;

  LivePane(Shell shell, Messages messages, LiveModel live, Action toggle, Action seed, Action use) {
    super(12);
    this.shell = shell;
    this.messages = messages;
    this.live = live;
    stages = new StageText(shell.locale());
    weightsName = new Inquiry<>(shell.background(), this::question, weights::setText);
    getStyleClass().add("live-pane");
    ToggleButton on = toggle.wired(new ToggleButton(toggle.text()));
    on.setId("live");
    live.on.subscribe(on::setSelected);
    on.setOnAction(e -> toggle.run());
    view.setFitWidth(SIDE);
    view.setFitHeight(SIDE);
    view.setPreserveRatio(true);
    empty.setText(messages.get("live.empty"));
    empty.setWrapText(true);
    empty.getStyleClass().add(Styles.TEXT_MUTED);
    StackPane frame = new StackPane(empty, view);
    frame.getStyleClass().add("live-picture");
    frame.setMinSize(SIDE, SIDE);
    frame.setMaxSize(SIDE, SIDE);
    frame.setId("live-picture");
    state.setId("live-state");
    problem.setId("live-problem");
    weights.setId("live-weights");
    for (Label label : new Label[] {state, problem, weights}) {
      label.setWrapText(true);
      label.setMinHeight(Region.USE_PREF_SIZE);
      label.setMaxWidth(SIDE);
      label.getStyleClass().add(Styles.TEXT_SMALL);
    }
    problem.getStyleClass().add(Styles.DANGER);
    TextArea prompt = new TextArea();
    prompt.setId("live-prompt");
    prompt.setPromptText(messages.get("live.prompt"));
    prompt.setAccessibleText(messages.get("live.prompt"));
    prompt.setWrapText(true);
    prompt.setPrefRowCount(2);
    prompt.setPrefColumnCount(1); // as wide as the picture, not as a line of text
    prompt.setMaxWidth(SIDE);
    prompt.setMinHeight(64);
    prompt.textProperty().bindBidirectional(shell.workspace().prompt());
    prompt.textProperty().subscribe((before, now) -> live.touched());
    Button choose = new Button(messages.get("live.weights.choose"));
    choose.setOnAction(e -> chooseWeights());
    FlowPane buttons = new FlowPane(8, 8, on, seed.iconButton(), use.button());
    getChildren().addAll(prompt, frame, state, problem, buttons, weights, choose);
    live.picture.subscribe(this::show);
    live.stage.subscribe(now -> describe());
    live.latency.subscribe(now -> describe());
    live.on.subscribe(now -> describe());
    live.problem.subscribe(
        text -> {
          problem.setText(text);
          problem.setVisible(!text.isEmpty());
          problem.setManaged(!text.isEmpty());
        });
  }

  /** Looks for the weights anew. */
  void look() {
    weightsName.ask();
  }

  private Callable<String> question() {
    GenerationSettings settings = shell.workspace().draft();
    KnownControls known = KnownControls.of(shell.session());
    ControlSettings own = ControlSettings.drawing(SketchBook.typeOf(shell.sketch().seen()));
    return () -> findWeights(settings, known, own);
  }

  private String findWeights(
      GenerationSettings settings, KnownControls known, ControlSettings own) {
    ControlSettings control =
        settings.controls().stream()
            .filter(ControlSettings::sketch)
            .findFirst()
            .orElseGet(() -> known.preferred(shell.models(), settings.model(), own));
    if (control.weights() != null) {
      return messages.get("live.weights", ControlWeights.of(control.weights()).name());
    }
    return KnownControls.hasOwn(shell.models(), settings.model(), control)
        ? messages.get("live.weights.own", settings.model())
        : messages.get("live.weights.none", settings.model());
  }

  private void chooseWeights() {
    Path chosen = KnownControls.choose(shell, messages.get("live.weights.choose"), getScene());
    if (chosen != null) {
      look();
      live.touched();
    }
  }

  private void show(@Nullable Picture picture) {
    empty.setVisible(picture == null);
    if (picture == null) {
      view.setImage(null);
      return;
    }
    view.setImage(MemoryImage.of(picture));
  }

  private void describe() {
    var stage = live.stage.get();
    if (!live.on.get()) {
      state.setText(messages.get("live.off"));
    } else if (live.latency.get() >= 0) {
      state.setText(messages.get("live.latency", live.latency.get()));
    } else {
      state.setText(stage == null ? messages.get("live.begins") : stages.of(stage));
    }
  }
}
