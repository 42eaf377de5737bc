package dev.pixdelta.studio.queue;

import dev.pixdelta.hub.Folders;
import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.pipeline.InvalidRequestException;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.ModelOpener;
import dev.pixdelta.studio.control.ControlProblem;
import dev.pixdelta.studio.control.ControlSettings;
import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.studio.prompt.Styles;
import dev.pixdelta.studio.prompt.WordLists;
import dev.pixdelta.text.Sentence;
import dev.pixdelta.weights.ModelFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of one data folder, kept in SQLite so that neither a crash nor a power cut loses a
 * picture that was promised. A thread of its own draws them in order.
 *
 * <p>Safe for any thread; calls take milliseconds. Each may throw {@link
 * dev.pixdelta.studio.DataFileException} when the database cannot be used, a full disk included.
 */
public final class JobQueue implements AutoCloseable {
  /** A model that nobody asked for that long gives its memory back. */
  private static final Duration IDLE = Duration.ofMinutes(5);

  /** A block of the largest model takes a fraction of this. */
  private static final Duration STOPPING = Duration.ofSeconds(20);

  /**
   * What the queue stands on.
   *
   * @param database the file; made if it is missing
   * @param cacheFolder for opening models
   * @param wordLists folder of {@code __name__} files
   * @param userStyles the user's own {@code styles.json}
   */
  public record Setup(
      Path database,
      Path cacheFolder,
      Path wordLists,
      Path userStyles,
      ModelOpener opener,
      ModelLocator models) {
    /** The one of a data folder, with what a user keeps beside the pictures. */
    public static Setup of(Folders folders, ModelOpener opener, ModelLocator models) {
      return new Setup(
          folders.data().resolve("queue.db"),
          folders.cache(),
          WordLists.of(folders).folder(),
          Styles.of(folders).userFile(),
          opener,
          models);
    }
  }

  private final Sql sql;
  private final @Nullable Sentence openingNote;
  private final JobStore store;
  private final Setup setup;
  private final QueueState state;
  private final QueueListener listener;
  private final Thread thread;

  private JobQueue(
      QueueDatabase.Opened database, Setup setup, QueueListener listener, Duration idle) {
    SettingsJson json = new SettingsJson();
    this.sql = database.sql();
    this.openingNote = database.note();
    this.store = new JobStore(sql, json);
    this.setup = setup;
    this.state = new QueueState(store.isPaused());
    this.listener = listener;
    Runner runner =
        new Runner(
            state,
            new PassStore(sql, json),
            new Sheets(sql, json),
            new StageTimes(sql),
            setup,
            idle,
            listener);
    this.thread = Thread.ofPlatform().name("queue").daemon().unstarted(runner);
  }

  /**
   * Opens the queue and goes on where it was. A damaged database is set aside, see {@link
   * #openingNote}.
   *
   * @throws dev.pixdelta.studio.DataFileException if the database cannot be had: its folder cannot
   *     be written, another process has it open, or a newer version of the program made it
   */
  public static JobQueue open(Setup setup, QueueListener listener) {
    return open(setup, listener, IDLE);
  }

  static JobQueue open(Setup setup, QueueListener listener, Duration idle) {
    QueueDatabase.Opened database = QueueDatabase.open(setup.database(), setup.cacheFolder());
    try {
      JobQueue queue = new JobQueue(database, setup, listener, idle);
      queue.thread.start();
      return queue;
    } catch (RuntimeException e) {
      database.sql().close();
      throw e;
    }
  }

  /** A sentence for the user if a damaged queue had to be set aside, else null. */
  public @Nullable Sentence openingNote() {
    return openingNote;
  }

  /**
   * Adds a job behind all others. When this returns, its pictures, with their prompts and seeds,
   * are promised.
   *
   * @return the job's id
   * @throws InvalidRequestException if a number is out of its range, there is no word list or style
   *     of a name, or a control cannot steer
   */
  public long add(GenerationSettings settings) {
    return addAll(List.of(settings)).getFirst();
  }

  /**
   * Adds one job for each, all or none.
   *
   * @return the jobs' ids in the same order
   * @throws InvalidRequestException if a number is out of its range, there is no word list or style
   *     of a name, or a control cannot steer
   */
  public List<Long> addAll(List<GenerationSettings> settings) {
    settings.forEach(s -> requireControls(s, List.of(s.model())));
    PicturePlanner promises = PicturePlanner.of(setup);
    return added(settings.stream().map(s -> new JobStore.Added(s, null, promises.of(s))).toList());
  }

  /**
   * What would keep jobs from being added, or from being drawn by any model: a sentence or null for
   * each. Reads styles, word lists and the list of models.
   */
  public List<@Nullable Sentence> problems(List<GenerationSettings> settings) {
    PicturePlanner promises = PicturePlanner.of(setup);
    List<@Nullable Sentence> found = new ArrayList<>();
    for (GenerationSettings s : settings) {
      try {
        var unusedPromises = promises.of(s);
        var unusedModel = setup.models().find(s.model());
        JobLimits.check(s);
        found.add(null);
      } catch (InvalidRequestException | ModelFileException | PictureFileException e) {
        found.add(e.sentence());
      }
    }
    return found;
  }

  /**
   * Adds a job of one picture for each pair of values.
   *
   * @return the job's id
   * @throws InvalidRequestException if an axis, a value or a number makes no sense, there is no
   *     word list or style of a name, or a control cannot steer
   * @throws dev.pixdelta.weights.ModelFileException if there is no model of a name along an axis
   */
  public long addGrid(GenerationSettings settings, Grid grid) {
    List<String> models =
        Stream.of(grid.x(), grid.y())
            .filter(axis -> axis.kind() == Axis.Kind.MODEL)
            .findFirst()
            .map(axis -> axis.values().stream().map(String::strip).toList())
            .orElse(List.of(settings.model()));
    requireControls(settings, models);
    return added(
            List.of(
                new JobStore.Added(settings, grid, PicturePlanner.of(setup).of(settings, grid))))
        .getFirst();
  }

  /** What cannot be drawn is refused now, not when its turn comes. */
  private void requireControls(GenerationSettings settings, List<String> models) {
    for (ControlSettings control : settings.controls()) {
      for (String model : models) {
        Sentence problem =
            ControlProblem.of(control, setup.models(), model)
                .map(ControlProblem::sentence)
                .orElse(null);
        if (problem != null) {
          throw new InvalidRequestException(problem);
        }
      }
    }
  }

  private List<Long> added(List<JobStore.Added> jobs) {
    List<Long> ids = state.change(() -> store.add(jobs));
    listener.changed();
    return ids;
  }

  /**
   * Has a picture drawn and not saved, before any job, as soon as what is in hand is done. Of
   * several that wait only the newest is drawn. Neither pausing nor a failed job holds it up.
   */
  public void drawLive(LiveRequest request) {
    state.setLive(request);
  }

  /** Stops the live picture in hand between two blocks, and forgets the one that waits. */
  public void stopLive() {
    state.stopLive();
  }

  /** All jobs: in the order in which they are or were to be drawn. */
  public List<Job> jobs() {
    return state.locked(() -> store.jobs(state.running()));
  }

  /** The pictures of a job by their index; none if there is no such job. */
  public List<QueuedPicture> pictures(long job) {
    return state.locked(() -> store.pictures(job));
  }

  /** Names of the kept control pictures that jobs use. */
  public Set<String> controlPictures() {
    return state.locked(store::controlPictures);
  }

  /** Cancels what is not saved of a job; a picture in hand stops between two blocks. */
  public void cancel(long job) {
    change(
        () -> {
          store.cancel(job);
          state.cancel(job);
        });
  }

  /** Cancels what is not saved of all jobs. */
  public void cancelAll() {
    change(
        () -> {
          store.cancelAll();
          state.cancel(state.running());
        });
  }

  /**
   * Puts pictures that failed or were cancelled behind all jobs, with the seeds they had.
   *
   * @throws InvalidRequestException if a control of the job cannot steer
   */
  public void retry(long job) {
    jobs().stream()
        .filter(j -> j.id() == job && j.grid() == null)
        .forEach(j -> requireControls(j.settings(), List.of(j.settings().model())));
    change(() -> store.retry(job));
  }

  /**
   * Moves a waiting job; one that runs or has ended stays where it is.
   *
   * @param position among the waiting jobs, from 0; beyond the ends means the end
   */
  public void move(long job, int position) {
    change(() -> store.move(job, position, state.running()));
  }

  /** Forgets a job, cancelling it first if it has not ended; its saved pictures stay. */
  public void remove(long job) {
    change(
        () -> {
          state.cancel(job);
          store.remove(job);
        });
  }

  /** Forgets all jobs that ended. */
  public void removeEnded() {
    change(() -> store.removeEnded(state.running()));
  }

  /**
   * Pausing lets the pass in hand, one picture or one batch, come to its end and begins no other.
   * It outlives the process.
   */
  public void setPaused(boolean paused) {
    change(
        () -> {
          state.setPaused(paused);
          store.setPaused(paused);
        });
  }

  /** Whether nothing more is begun: paused by the user, or because the database failed. */
  public boolean isPaused() {
    return state.isPaused();
  }

  private void change(Runnable action) {
    var unused =
        state.change(
            () -> {
              action.run();
              return this;
            });
    listener.changed();
  }

  /**
   * Stops the picture in hand, which will be drawn anew when the queue is opened again, gives the
   * model back and closes the database. Waits for the thread that draws, at most 20 seconds.
   */
  @Override
  public void close() {
    state.close();
    try {
      if (thread.join(STOPPING)) {
        state.locked(sql::close);
      } // else the thread still needs the database, and the end of the process closes it
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
