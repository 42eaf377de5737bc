package dev.pixdelta.gui.queue;

import dev.pixdelta.gui.shell.Background;
import dev.pixdelta.gui.shell.BackgroundQuery;
import dev.pixdelta.gui.shell.QueueEvents;
import dev.pixdelta.studio.queue.Job;
import dev.pixdelta.studio.queue.JobProgress;
import dev.pixdelta.studio.queue.JobQueue;
import dev.pixdelta.studio.queue.QueueListener;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * The jobs as the page shows them: running and waiting ones in their order, then those that ended,
 * the newest first. Changes go to the queue in the background and come back as news. JavaFX thread
 * only.
 */
final class QueueModel implements QueueListener {
  private final JobQueue queue;
  private final QueueEvents events;
  private final Background background;
  private final ObservableList<JobRow> rows = FXCollections.observableArrayList();
  private final BooleanProperty paused = new SimpleBooleanProperty(this, "paused");
  private final IntegerProperty open = new SimpleIntegerProperty(this, "open");
  private final IntegerProperty ended = new SimpleIntegerProperty(this, "ended");
  private final ObjectProperty<@Nullable JobRow> chosen =
      new SimpleObjectProperty<>(this, "chosen");
  private final BackgroundQuery<Snapshot> jobs;

  private record Snapshot(List<Job> jobs, boolean paused) {}

  QueueModel(JobQueue queue, QueueEvents events, Background background) {
    this.queue = queue;
    this.events = events;
    this.background = background;
    this.jobs =
        new BackgroundQuery<>(
            background, () -> () -> new Snapshot(queue.jobs(), queue.isPaused()), this::show);
    events.add(this);
    changed();
  }

  ObservableList<JobRow> rows() {
    return rows;
  }

  BooleanProperty pausedProperty() {
    return paused;
  }

  /** The row that is selected; it stays so when rows come, go or move. */
  ObjectProperty<@Nullable JobRow> chosenProperty() {
    return chosen;
  }

  /** Begins with the rows of another model, which is closed. */
  void takeOver(QueueModel before) {
    rows.setAll(before.rows);
    chosen.set(before.chosen.get());
  }

  /** How many jobs are not ended. */
  IntegerProperty openProperty() {
    return open;
  }

  /** How many jobs are ended. */
  IntegerProperty endedProperty() {
    return ended;
  }

  @Override
  public void changed() {
    jobs.ask();
  }

  private void show(Snapshot now) {
    paused.set(now.paused());
    Map<Long, JobRow> known = new HashMap<>();
    rows.forEach(r -> known.put(r.job().id(), r));
    List<JobRow> next =
        now.jobs().stream()
            .sorted(QueueModel::inOrder)
            .map(
                job -> {
                  JobRow row = known.get(job.id());
                  if (row == null) {
                    return new JobRow(job);
                  }
                  row.update(job);
                  return row;
                })
            .toList();
    if (!next.equals(rows)) {
      JobRow before = chosen.get();
      int place = rows.indexOf(before);
      rows.setAll(next); // a list forgets then what was selected
      if (before != null) {
        chosen.set(next.contains(before) ? before : neighbour(next, place));
      }
    }
    int done = (int) rows.stream().filter(r -> r.job().state().isEnded()).count();
    open.set(rows.size() - done);
    ended.set(done);
  }

  private static @Nullable JobRow neighbour(List<JobRow> rows, int place) {
    return rows.isEmpty() ? null : rows.get(Math.clamp(place, 0, rows.size() - 1));
  }

  /** Ended jobs behind the others, the last one first; the queue's own order otherwise. */
  private static int inOrder(Job a, Job b) {
    if (a.state().isEnded() != b.state().isEnded()) {
      return a.state().isEnded() ? 1 : -1;
    }
    return a.state().isEnded() ? Long.compare(b.id(), a.id()) : 0;
  }

  @Override
  public void progress(JobProgress progress) {
    rows.stream()
        .filter(r -> r.job().id() == progress.job())
        .forEach(r -> r.progressProperty().set(progress));
  }

  void setPaused(boolean now) {
    change(q -> q.setPaused(now));
  }

  void cancel(Job job) {
    change(q -> q.cancel(job.id()));
  }

  void cancelAll() {
    change(JobQueue::cancelAll);
  }

  void retry(Job job) {
    change(q -> q.retry(job.id()));
  }

  void remove(Job job) {
    change(q -> q.remove(job.id()));
  }

  void removeEnded() {
    change(JobQueue::removeEnded);
  }

  /** Moves a waiting job by so many places towards the end; ignored at the ends. */
  void move(Job job, int by) {
    List<JobRow> waiting = rows.stream().filter(r -> r.job().state() == Job.State.QUEUED).toList();
    for (int i = 0; i < waiting.size(); i++) {
      if (waiting.get(i).job().id() == job.id()) {
        int to = Math.clamp(i + by, 0, waiting.size() - 1);
        change(q -> q.move(job.id(), to));
      }
    }
  }

  private void change(Consumer<JobQueue> change) {
    background.run(() -> change.accept(queue), this::changed);
  }

  void close() {
    events.remove(this);
  }
}
