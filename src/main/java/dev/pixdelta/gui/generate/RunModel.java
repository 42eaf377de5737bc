package dev.pixdelta.gui.generate;

import dev.pixdelta.gui.shell.Background;
import dev.pixdelta.gui.shell.BackgroundQuery;
import dev.pixdelta.gui.shell.QueueEvents;
import dev.pixdelta.gui.shell.Session;
import dev.pixdelta.pipeline.Picture;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.SavedPicture;
import dev.pixdelta.studio.queue.Job;
import dev.pixdelta.studio.queue.JobProgress;
import dev.pixdelta.studio.queue.QueueListener;
import dev.pixdelta.text.Sentence;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
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
 * What is being drawn and what was drawn lately. The large area follows the running job until the
 * user picks a picture, and again from the next press of the button on. One thread, the JavaFX
 * thread in the window.
 */
final class RunModel implements QueueListener {
  private final BackgroundQuery<List<Job>> jobs;
  private final Callable<Boolean> unpacked;
  private final QueueEvents events;
  private final Background background;
  private final Session session;
  private final ObjectProperty<@Nullable Job> running = new SimpleObjectProperty<>(this, "running");
  private final ObjectProperty<@Nullable JobProgress> progress =
      new SimpleObjectProperty<>(this, "progress");
  private final ObjectProperty<Shown> shown =
      new SimpleObjectProperty<>(this, "shown", new Shown.Nothing());
  private final IntegerProperty open = new SimpleIntegerProperty(this, "open");
  private final ObjectProperty<@Nullable Job> failed = new SimpleObjectProperty<>(this, "failed");
  private final ObjectProperty<@Nullable Sentence> note = new SimpleObjectProperty<>(this, "note");
  private final ObservableList<Recent> recent = FXCollections.observableArrayList();
  private final Set<Long> ended = new HashSet<>();
  private final BooleanProperty unpacking = new SimpleBooleanProperty(this, "unpacking");
  private boolean following = true;
  private boolean looked;

  /**
   * @param jobs asks the queue, in the background
   * @param unpacked asks, in the background, whether the engine lies ready on the disk
   */
  RunModel(
      Callable<List<Job>> jobs,
      Callable<Boolean> unpacked,
      QueueEvents events,
      Background background,
      Session session) {
    this.jobs = new BackgroundQuery<>(background, () -> jobs, this::look);
    this.unpacked = unpacked;
    this.events = events;
    this.background = background;
    this.session = session;
    events.add(this);
    List<Recent> kept =
        session.get(Recent.Kept.SECTION, Recent.Kept.class, Recent.Kept.NONE).pictures();
    background.ask(
        () -> kept.stream().filter(r -> Files.isRegularFile(r.path())).toList(),
        there -> {
          recent.addAll(there);
          if (shown.get() instanceof Shown.Nothing && !there.isEmpty()) {
            shown.set(new Shown.Finished(there.getFirst()));
          }
        });
    changed();
  }

  @Override
  public void changed() {
    jobs.ask();
  }

  private void look(List<Job> now) {
    open.set((int) now.stream().filter(j -> !j.state().isEnded()).count());
    for (Job job : now) {
      if (!job.state().isEnded()) {
        ended.remove(job.id()); // it may be tried again
      } else if (ended.add(job.id()) && looked && job.state() == Job.State.FAILED) {
        failed.set(job);
      }
    }
    looked = true;
    Job before = running.get();
    Job next = now.stream().filter(j -> j.state() == Job.State.RUNNING).findFirst().orElse(null);
    running.set(next);
    if (next == null) {
      progress.set(null);
      if (shown.get() instanceof Shown.Waiting || shown.get() instanceof Shown.Preview) {
        showNewest();
      }
    } else if (before == null || before.id() != next.id()) {
      progress.set(null);
      note.set(null);
      background.ask(unpacked, ready -> unpacking.set(!ready));
      if (following && shown.get() instanceof Shown.Nothing) {
        shown.set(new Shown.Waiting(size(next)));
      }
    }
  }

  private static Size size(Job job) {
    return Objects.requireNonNullElse(job.settings().size(), new Size(1, 1));
  }

  @Override
  public void progress(JobProgress now) {
    progress.set(now);
  }

  @Override
  public void preview(long job, int picture, int step, int steps, Picture image) {
    Job now = running.get();
    if (following) {
      shown.set(
          new Shown.Preview(image, now == null || now.id() != job ? image.size() : size(now)));
    }
  }

  @Override
  public void saved(long job, SavedPicture picture) {
    Recent newest = Recent.of(picture);
    recent.removeIf(r -> r.file().equals(newest.file()));
    recent.addFirst(newest);
    if (recent.size() > Recent.MOST) {
      recent.removeLast();
    }
    session.put(Recent.Kept.SECTION, new Recent.Kept(recent));
    if (following) {
      shown.set(new Shown.Finished(newest));
    }
  }

  @Override
  public void note(long job, Sentence sentence) {
    note.set(sentence);
  }

  /** Shows a picture and leaves it there, whatever is drawn meanwhile. */
  void pick(Recent picture) {
    following = false;
    shown.set(new Shown.Finished(picture));
  }

  /** Shows what is being drawn. */
  void follow() {
    following = true;
    Job now = running.get();
    if (now == null) {
      showNewest();
    } else if (recent.isEmpty()) {
      shown.set(new Shown.Waiting(size(now)));
    }
  }

  private void showNewest() {
    shown.set(recent.isEmpty() ? new Shown.Nothing() : new Shown.Finished(recent.getFirst()));
  }

  /** Picks the picture so many places further in the strip. */
  void step(int by) {
    if (shown.get() instanceof Shown.Finished now) {
      int at = recent.indexOf(now.picture());
      if (at >= 0 && !recent.isEmpty()) {
        pick(recent.get(Math.clamp(at + by, 0, recent.size() - 1)));
      }
    } else if (!recent.isEmpty()) {
      pick(recent.getFirst());
    }
  }

  /** Pictures whose files are gone leave the strip. */
  void dropMissing() {
    List<Recent> before = List.copyOf(recent);
    background.ask(
        () -> before.stream().filter(r -> !Files.isRegularFile(r.path())).toList(),
        gone -> {
          if (!gone.isEmpty()) {
            recent.removeAll(gone);
            session.put(Recent.Kept.SECTION, new Recent.Kept(recent));
            if (shown.get() instanceof Shown.Finished now && gone.contains(now.picture())) {
              showNewest();
            }
          }
        });
  }

  ObjectProperty<@Nullable Job> runningProperty() {
    return running;
  }

  ObjectProperty<@Nullable JobProgress> progressProperty() {
    return progress;
  }

  ObjectProperty<Shown> shownProperty() {
    return shown;
  }

  /** Whether the engine has to be unpacked first, which takes seconds, once. */
  BooleanProperty unpackingProperty() {
    return unpacking;
  }

  IntegerProperty openProperty() {
    return open;
  }

  ObjectProperty<@Nullable Job> failedProperty() {
    return failed;
  }

  ObjectProperty<@Nullable Sentence> noteProperty() {
    return note;
  }

  ObservableList<Recent> recent() {
    return recent;
  }

  void close() {
    events.remove(this);
  }
}
