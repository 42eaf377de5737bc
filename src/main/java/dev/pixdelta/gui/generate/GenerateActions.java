package dev.pixdelta.gui.generate;

import dev.pixdelta.gui.shell.Action;
import dev.pixdelta.gui.shell.Actions;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.gui.shell.Page;
import dev.pixdelta.gui.shell.PromptArea;
import dev.pixdelta.gui.shell.Shell;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.studio.prompt.PromptWeights;
import dev.pixdelta.studio.queue.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableStringValue;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** What can be done on the page, each with its shortcut. */
final class GenerateActions {
  private final Shell shell;
  private final Messages messages;
  private final GenerateModel model;
  private final RunModel run;
  private final PromptHistory history;
  private final Submission submission;
  private final StringProperty problem = new SimpleStringProperty(this, "problem", "");
  private final StringBinding obstacle;
  private @Nullable PromptPane prompts;

  final Action generate;
  final Action cancel;
  final Action models;
  final Action queue;
  final Action turn;
  final Action lock;
  final Action dice;
  private final Action older;
  private final Action newer;
  private final Action heavier;
  private final Action lighter;

  /**
   * @param undo undoes what a picture's settings changed
   */
  GenerateActions(
      Shell shell,
      Messages messages,
      GenerateModel model,
      RunModel run,
      ShownPictureActions pictureActions,
      Action undo) {
    this.shell = shell;
    this.messages = messages;
    this.model = model;
    this.run = run;
    history =
        new PromptHistory(
            shell
                .session()
                .get(
                    PromptHistory.Kept.SECTION, PromptHistory.Kept.class, PromptHistory.Kept.NONE));
    submission = new Submission(shell.queue()::add, shell.background(), this::refused);
    generate =
        new Action(
            messages.get("generate"), "Shortcut+Enter", BootstrapIcons.PLAY_FILL, this::generate);
    cancel =
        new Action(messages.get("cancel"), "Shift+Esc", BootstrapIcons.STOP_FILL, this::cancel);
    models =
        new Action(
            messages.get("model.manage"),
            null,
            BootstrapIcons.BOX_SEAM,
            () -> shell.workspace().show(Page.MODELS));
    queue =
        new Action(
            messages.get("failed.queue"),
            null,
            BootstrapIcons.LIST_TASK,
            () -> shell.workspace().show(Page.QUEUE));
    turn =
        new Action(
            messages.get("size.turn"), "Shortcut+T", BootstrapIcons.ARROW_LEFT_RIGHT, model::turn);
    lock =
        new Action(
            messages.get("seed.lock"),
            "Shortcut+L",
            BootstrapIcons.UNLOCK,
            () -> model.seedLocked.set(!model.seedLocked.get()));
    dice =
        new Action(
            messages.get("seed.dice"), "Shortcut+D", BootstrapIcons.DICE_5, model::throwDice);
    older = new Action(messages.get("prompt.older"), "Alt+Up", null, () -> recall(true));
    newer = new Action(messages.get("prompt.newer"), "Alt+Down", null, () -> recall(false));
    heavier =
        new Action(
            messages.get("prompt.heavier"), "Shortcut+Up", null, () -> weigh(PromptWeights.STEP));
    lighter =
        new Action(
            messages.get("prompt.lighter"),
            "Shortcut+Down",
            null,
            () -> weigh(-PromptWeights.STEP));
    Action focus =
        new Action(messages.get("prompt.focus"), "Shortcut+E", null, () -> focusPrompt());
    Action next = new Action(messages.get("recent.next"), "Alt+Right", null, () -> run.step(1));
    Action previous =
        new Action(messages.get("recent.previous"), "Alt+Left", null, () -> run.step(-1));
    cancel.disabledProperty().bind(run.runningProperty().isNull());
    obstacle =
        Bindings.createStringBinding(
            this::findObstacle, model.prompt, model.size, model.model, model.controlProblem);
    generate.disabledProperty().bind(obstacle.isNotEmpty());
    List<Action> all =
        new ArrayList<>(
            List.of(
                generate, cancel, focus, older, newer, heavier, lighter, dice, lock, turn, next,
                previous));
    all.add(undo);
    all.addAll(pictureActions.ofShown());
    shell.actions().add(new Actions.Group(Page.GENERATE, messages.get("title"), all));
  }

  /** The fields that some of the actions work on, which are made after them. */
  void connect(PromptPane pane) {
    prompts = pane;
  }

  /** Those whose keys a text area would take for itself. */
  List<Action> typing() {
    return List.of(generate, older, newer, heavier, lighter);
  }

  /** What is in the way, so that the button is off; empty if nothing is. */
  private String findObstacle() {
    if (model.model.get() == null) {
      return messages.get("model.looking");
    }
    if (model.prompt.get().isBlank()) {
      return messages.get("prompt.missing");
    }
    Size better = model.betterSize();
    if (better != null) {
      return messages.get("size.better", SizeRow.pixels(model.size.get()), SizeRow.pixels(better));
    }
    return model.controlProblem.get();
  }

  /** Why the button is off, in one sentence; empty while it is on. */
  ObservableStringValue obstacle() {
    return obstacle;
  }

  /** Why the last press of the button came to nothing; empty if it did not. */
  StringProperty problemProperty() {
    return problem;
  }

  private PromptPane prompts() {
    return Objects.requireNonNull(prompts);
  }

  void focusPrompt() {
    prompts().prompt().requestFocus();
  }

  private void generate() {
    problem.set("");
    GenerationSettings settings;
    try {
      settings = model.next();
    } catch (PictureFileException e) {
      refused(e);
      return;
    }
    history.sent(settings.prompt());
    shell.session().put(PromptHistory.Kept.SECTION, history.kept());
    run.follow();
    submission.add(shell.sketch().kept(settings));
  }

  /** Queues settings that are not those of the page. */
  void queue(GenerationSettings settings) {
    run.follow();
    submission.add(() -> settings);
  }

  private void refused(Throwable failure) {
    problem.set(shell.sentence(failure));
  }

  private void cancel() {
    Job job = run.runningProperty().get();
    if (job != null) {
      shell.background().run(() -> shell.queue().cancel(job.id()));
    }
  }

  private void recall(boolean back) {
    String now = model.prompt.get();
    prompts().prompt().put(back ? history.older(now) : history.newer(now));
    prompts().prompt().end();
  }

  private void weigh(double delta) {
    PromptArea area = prompts().focused();
    PromptWeights.Edit edit =
        PromptWeights.adjust(
            area.getText(), area.getSelection().getStart(), area.getSelection().getEnd(), delta);
    area.put(edit.text());
    area.selectRange(edit.start(), edit.end());
  }
}
