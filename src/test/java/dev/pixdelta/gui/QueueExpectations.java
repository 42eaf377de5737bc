package dev.pixdelta.gui;

import dev.pixdelta.gui.shell.Page;
import dev.pixdelta.studio.queue.Axis;
import dev.pixdelta.studio.queue.Grid;
import dev.pixdelta.studio.queue.Job;
import dev.pixdelta.studio.queue.JobQueue;
import dev.pixdelta.testing.FxThread;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.ListView;

/** What can be done on the pages Queue and Models. */
final class QueueExpectations {
  private QueueExpectations() {}

  static void add(Expectations e, Path home) {
    e.group("Queue");
    JobQueue queue = e.window.services().queue();
    Runnable waiting = () -> waiting(e);
    e.expect("Pause", waiting, queue::isPaused);
    e.expect("Cancel all", waiting, e::queue);
    e.expect(
        "Clear finished",
        () -> {
          waiting(e);
          queue.cancelAll();
        },
        e::queue);
    e.expect("Grid job …", waiting, e::windows);
    e.expect(
        "Prompts from file …",
        () -> {
          waiting(e);
          e.answer(home.resolve("none.txt"));
        },
        e::asked);
    e.expect("Cancel or remove selected job", waiting, e::queue);
    e.expect(
        "Try again",
        () -> {
          waiting(e);
          queue.cancelAll();
        },
        e::queue);
    e.expect("Move up", waiting, e::queue);
    e.expect("Move down", waiting, e::queue);
    e.expect(
        "Show contact sheet",
        () -> {
          clear(e);
          queue.setPaused(false);
          Grid grid =
              new Grid(
                  new Axis(Axis.Kind.SEED, List.of("1")), new Axis(Axis.Kind.STEPS, List.of("1")));
          queue.addGrid(FxThread.ask(() -> e.window.workspace().settings()), grid);
          FxThread.waitFor("the sheet", () -> e.jobs().getFirst().sheet() != null);
          select(e, 0, 1);
        },
        e::overlaid);
    e.group("Models");
    Runnable models = () -> e.show(Page.MODELS);
    e.expect("Open models folder", models, e::located);
    e.expect(
        "Rescan", models, () -> e.window.texts().stream().anyMatch(t -> t.endsWith(" found.")));
  }

  /** A queue without jobs, on its page. */
  private static void clear(Expectations e) {
    e.show(Page.QUEUE);
    JobQueue queue = e.window.services().queue();
    queue.setPaused(true);
    queue.cancelAll();
    FxThread.waitFor(
        "all to end", () -> e.jobs().stream().map(Job::state).allMatch(Job.State::isEnded));
    queue.removeEnded();
    ListView<?> jobs = e.window.node(".jobs", ListView.class);
    FxThread.waitFor("an empty list", () -> jobs.getItems().isEmpty());
  }

  /** Three jobs that wait, the second of them selected, on the page Queue. */
  private static void waiting(Expectations e) {
    clear(e);
    e.add("first");
    e.add("second");
    e.add("third");
    select(e, 1, 3);
  }

  private static void select(Expectations e, int place, int of) {
    ListView<?> jobs = e.window.node(".jobs", ListView.class);
    FxThread.waitFor(of + " jobs", () -> jobs.getItems().size() == of);
    e.fx(() -> jobs.getSelectionModel().select(place));
  }
}
