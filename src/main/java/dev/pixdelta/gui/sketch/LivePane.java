package dev.pixdelta.gui.sketch;

import atlantafx.base.theme.Styles;
import dev.pixdelta.gui.shell.Action;
import dev.pixdelta.gui.shell.BackgroundQuery;
import dev.pixdelta.gui.shell.ControlText;
import dev.pixdelta.gui.shell.KnownControls;
import dev.pixdelta.gui.shell.MemoryImage;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.gui.shell.PromptArea;
import dev.pixdelta.gui.shell.Shell;
import dev.pixdelta.gui.shell.SketchBook;
import dev.pixdelta.gui.shell.StageText;
import dev.pixdelta.pipeline.ControlType;
import dev.pixdelta.pipeline.Picture;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.control.ControlProblem;
import dev.pixdelta.studio.control.ControlSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.ImageView;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/**
 * The picture that follows the hand, with what it needs: prompt, seed, weights, the switch. Where
 * the drawing cannot steer, the switch is off, and why and what to do stand in the picture's place.
 */
final class LivePane extends VBox {
  private static final double WIDTH = 288;
  private static final double LEAST_SIDE = 144;

  /** What the rest of the page needs beside a picture of the largest size. */
  private static final double BESIDE = 460;

  /** The actions whose buttons it shows. */
  record Buttons(Action toggle, Action seed, Action use, Action depth) {}

  private final Shell shell;
  private final Messages messages;
  private final LiveModel live;
  private final Buttons actions;
  private final ImageView view = new ImageView();
  private final Label empty = new Label();
  private final StackPane frame = new StackPane(empty, view);
  private final Label state = line("live-state");
  private final Label problem = line("live-problem");
  private final Label weights = line("live-weights");
  private final Label reason = line("live-reason");
  private final Label still = line("live-still");
  private final Button otherKind;
  private final StageText stages;
  private final BackgroundQuery<Answer> steerable;

  /** Whether the drawing can steer, and by which weights. */
  private record Answer(ControlSettings control, String model, Optional<ControlProblem> problem) {}

  LivePane(Shell shell, Messages messages, LiveModel live, Buttons actions) {
    super(10);
    this.shell = shell;
    this.messages = messages;
    this.live = live;
    this.actions = actions;
    stages = new StageText(shell.locale());
    steerable = new BackgroundQuery<>(shell.background(), this::question, this::show, this::failed);
    getStyleClass().add("live-pane");
    ToggleButton on = actions.toggle().wired(new ToggleButton(actions.toggle().text()));
    on.setId("live");
    live.on.subscribe(on::setSelected);
    on.setOnAction(e -> actions.toggle().run());
    Button use = actions.use().button();
    use.setId("use-sketch");
    view.setPreserveRatio(true);
    empty.setText(messages.get("live.empty"));
    empty.setWrapText(true);
    empty.setTextAlignment(TextAlignment.CENTER);
    empty.getStyleClass().add(Styles.TEXT_MUTED);
    frame.getStyleClass().add("live-picture");
    frame.setId("live-picture");
    fit(Double.MAX_VALUE);
    problem.getStyleClass().add(Styles.DANGER);
    still.setText(messages.get("live.still"));
    PromptArea prompt =
        new PromptArea(shell.workspace().prompt(), 2, List.of(), shell.workspace().vocabulary());
    prompt.setId("live-prompt");
    prompt.setPromptText(messages.get("live.prompt"));
    prompt.setAccessibleText(messages.get("live.prompt"));
    prompt.setPrefColumnCount(1); // as wide as the picture, not as a line of text
    prompt.setMaxWidth(WIDTH);
    prompt.setMinHeight(64);
    prompt
        .textProperty()
        .subscribe(
            (before, now) -> {
              live.touched();
              describe();
            });
    Button choose = new Button(messages.get("live.weights.choose"));
    choose.setId("choose-weights");
    choose.getStyleClass().add(Styles.SMALL);
    choose.setOnAction(e -> chooseWeights());
    otherKind = new Button();
    otherKind.setId("other-kind");
    otherKind.getStyleClass().add(Styles.SMALL);
    otherKind.setOnAction(e -> actions.depth().run());
    FlowPane buttons = new FlowPane(8, 8, on, actions.seed().iconButton(), use);
    FlowPane remedies = new FlowPane(8, 8, choose, otherKind);
    getChildren().addAll(prompt, frame, state, problem, buttons, weights, reason, still, remedies);
    live.picture.subscribe(this::show);
    live.stage.subscribe(now -> describe());
    live.latency.subscribe(now -> describe());
    live.on.subscribe(now -> describe());
    live.problem.subscribe(
        text -> {
          problem.setText(text);
          present(problem, !text.isEmpty());
        });
    shell
        .sketch()
        .seenProperty()
        .subscribe((before, now) -> kindChanged(before.mode() != now.mode()));
    cannot(Optional.empty());
  }

  private static Label line(String id) {
    Label label = new Label();
    label.setId(id);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    label.setMaxWidth(WIDTH);
    label.getStyleClass().add(Styles.TEXT_SMALL);
    return label;
  }

  private static void present(Node node, boolean present) {
    node.setVisible(present);
    node.setManaged(present);
  }

  /** Makes the picture as large as a page of this height lets it be. */
  void fit(double height) {
    double side = Math.clamp(height - BESIDE, LEAST_SIDE, WIDTH);
    view.setFitWidth(side);
    view.setFitHeight(side);
    frame.setMinSize(WIDTH, side);
    frame.setPrefSize(WIDTH, side);
    frame.setMaxSize(WIDTH, side);
  }

  /** Looks anew whether the drawing can steer. */
  void look() {
    steerable.ask();
  }

  private void kindChanged(boolean changed) {
    if (changed) {
      look();
    }
  }

  private Callable<Answer> question() {
    GenerationSettings settings = shell.workspace().draft();
    KnownControls known = KnownControls.of(shell.session());
    ControlSettings own = ControlSettings.drawing(SketchBook.typeOf(shell.sketch().seen()));
    return () -> {
      List<ControlSettings> controls = new ArrayList<>(settings.controls());
      if (controls.stream().noneMatch(ControlSettings::sketch)) {
        controls.addFirst(known.preferred(shell.models(), settings.model(), own));
      }
      Optional<ControlProblem> first = Optional.empty();
      for (ControlSettings control : controls) {
        first = first.or(() -> ControlProblem.of(control, shell.models(), settings.model()));
      }
      ControlSettings drawing =
          controls.stream().filter(ControlSettings::sketch).findFirst().orElse(own);
      return new Answer(drawing, settings.model(), first);
    };
  }

  private void show(Answer answer) {
    weights.setText(new ControlText(shell.locale()).weights(answer.control(), answer.model()));
    reason.setText(answer.problem().map(new ControlText(shell.locale())::of).orElse(""));
    boolean depth = answer.control().type() == ControlType.DEPTH;
    otherKind.setText(messages.get(depth ? "live.lines" : "live.depth"));
    cannot(answer.problem());
    if (answer.problem().isEmpty()) {
      live.touched(); // it may have waited for this
    }
  }

  private void failed(Throwable failure) {
    cannot(Optional.of(new ControlProblem.NoWeights("")));
    reason.setText(shell.sentence(failure));
  }

  private void cannot(Optional<ControlProblem> why) {
    boolean off = why.isPresent();
    if (off) {
      live.on.set(false);
    }
    actions.toggle().disabledProperty().set(off);
    actions.use().disabledProperty().set(off);
    present(frame, !off);
    present(state, !off);
    present(weights, !off);
    present(reason, off);
    present(still, off);
    present(otherKind, why.filter(p -> p instanceof ControlProblem.WrongType).isPresent());
  }

  private void chooseWeights() {
    Path chosen = KnownControls.choose(shell, messages.get("live.weights.choose"), getScene());
    if (chosen != null) {
      useWeights(chosen);
    }
  }

  /** Has weights steer that the user chose; says so where they cannot. */
  void useWeights(Path chosen) {
    ControlSettings own =
        ControlSettings.drawing(SketchBook.typeOf(shell.sketch().seen())).withWeights(chosen);
    String model = shell.workspace().draft().model();
    shell
        .background()
        .ask(
            () -> ControlProblem.of(own, shell.models(), model),
            why -> {
              why.ifPresent(p -> shell.toasts().error(new ControlText(shell.locale()).of(p)));
              look();
              live.touched();
            },
            shell.toasts()::error);
  }

  private void show(@Nullable Picture picture) {
    empty.setVisible(picture == null);
    view.setImage(picture == null ? null : MemoryImage.of(picture));
  }

  private void describe() {
    var stage = live.stage.get();
    if (!live.on.get()) {
      state.setText(messages.get("live.off"));
    } else if (shell.workspace().prompt().get().isBlank()) {
      state.setText(messages.get("live.noPrompt"));
    } else if (live.latency.get() >= 0) {
      state.setText(messages.get("live.latency", live.latency.get()));
    } else {
      state.setText(stage == null ? messages.get("live.begins") : stages.of(stage));
    }
  }
}
