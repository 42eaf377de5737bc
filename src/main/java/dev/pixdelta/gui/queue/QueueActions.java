package dev.pixdelta.gui.queue;

import dev.pixdelta.gui.shell.Action;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.gui.shell.Shell;
import dev.pixdelta.studio.queue.Job;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** What can be done with the queue and with the job that is selected. JavaFX thread only. */
final class QueueActions {
  final Action pause;
  final Action cancelAll;
  final Action clear;
  final Action grid;
  final Action file;
  final Action cancelSelected;
  final Action retry;
  final Action up;
  final Action down;
  final Action sheet;

  private final Shell shell;
  private final Messages messages;
  private final QueueModel model;
  private final ObservableValue<Job> job;

  /**
   * @param askGrid asks for a grid job
   * @param askFile asks for a file of prompts
   * @param move moves the selected job by so many places
   */
  QueueActions(
      Shell shell,
      Messages messages,
      QueueModel model,
      Runnable askGrid,
      Runnable askFile,
      Consumer<Integer> move) {
    this.shell = shell;
    this.messages = messages;
    this.model = model;
    job = model.chosenProperty().flatMap(JobRow::jobProperty);
    pause =
        action(
            "pause",
            "P",
            BootstrapIcons.PAUSE,
            () -> model.setPaused(!model.pausedProperty().get()));
    cancelAll = action("cancelAll", "Shortcut+Shift+X", BootstrapIcons.X_OCTAGON, model::cancelAll);
    clear = action("clear", "Shortcut+Shift+Delete", BootstrapIcons.CHECK2_ALL, model::removeEnded);
    grid = action("grid", "Shortcut+Shift+G", BootstrapIcons.GRID_3X3, askGrid);
    file = action("file", "Shortcut+Shift+O", BootstrapIcons.FILE_EARMARK_TEXT, askFile);
    cancelSelected =
        ofJob("cancelSelected", "Delete", BootstrapIcons.X_CIRCLE, j -> true, this::cancelOrRemove);
    retry = ofJob("retry", "R", BootstrapIcons.ARROW_REPEAT, QueueActions::canRetry, model::retry);
    up = ofJob("up", "Alt+Up", BootstrapIcons.ARROW_UP, QueueActions::waits, j -> move.accept(-1));
    down =
        ofJob(
            "down",
            "Alt+Down",
            BootstrapIcons.ARROW_DOWN,
            QueueActions::waits,
            j -> move.accept(1));
    sheet =
        ofJob("sheet", "Enter", BootstrapIcons.GRID_3X3, j -> j.sheet() != null, this::showSheet);
    cancelAll.disabledProperty().bind(model.openProperty().isEqualTo(0));
    clear.disabledProperty().bind(model.endedProperty().isEqualTo(0));
    model
        .pausedProperty()
        .subscribe(
            paused ->
                pause.become(
                    messages.get(paused ? "action.resume" : "action.pause"),
                    paused ? BootstrapIcons.PLAY : BootstrapIcons.PAUSE));
  }

  /** In the order of the list of shortcuts. */
  List<Action> all() {
    return List.of(pause, cancelAll, clear, grid, file, cancelSelected, retry, up, down, sheet);
  }

  private Action action(String key, String keys, Ikon icon, Runnable run) {
    return new Action(messages.get("action." + key), keys, icon, run);
  }

  /** An action of the selected job, switched off while there is none that it is for. */
  private Action ofJob(String key, String keys, Ikon icon, Predicate<Job> fits, Consumer<Job> run) {
    Action action = action(key, keys, icon, () -> run.accept(job.getValue()));
    action
        .disabledProperty()
        .bind(
            Bindings.createBooleanBinding(
                () -> job.getValue() == null || !fits.test(job.getValue()), job));
    return action;
  }

  private static boolean waits(Job job) {
    return job.state() == Job.State.QUEUED;
  }

  private static boolean canRetry(Job job) {
    return job.state() == Job.State.FAILED || job.state() == Job.State.CANCELLED;
  }

  private void cancelOrRemove(Job chosen) {
    if (chosen.state().isEnded()) {
      model.remove(chosen);
    } else {
      model.cancel(chosen);
    }
  }

  /** Shows the contact sheet of a finished grid job. */
  void showSheet(Job chosen) {
    if (chosen.sheet() != null) {
      shell.workspace().view(List.of(chosen.sheet()), 0);
    }
  }
}
