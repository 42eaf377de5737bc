package dev.pixdelta.studio.queue;

import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.ModelOpener;
import java.nio.file.Path;
import java.util.List;

/**
 * The jobs of one data folder, kept in SQLite so that neither a crash nor a power cut loses a
 * picture that was promised. A thread of its own draws them in order.
 *
 * <p>Safe for any thread; calls take milliseconds.
 */
public final class JobQueue implements AutoCloseable {
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
      ModelLocator models) {}

  private JobQueue() {}

  /** Opens the queue and goes on where it was. */
  public static JobQueue open(Setup setup, QueueListener listener) {
    throw new IllegalStateException("in work");
  }

  public long add(GenerationSettings settings) {
    throw new IllegalStateException("in work");
  }

  public long addGrid(GenerationSettings settings, Grid grid) {
    throw new IllegalStateException("in work");
  }

  public List<Job> jobs() {
    throw new IllegalStateException("in work");
  }

  public List<QueuedPicture> pictures(long job) {
    throw new IllegalStateException("in work");
  }

  public void cancel(long job) {}

  public void cancelAll() {}

  public void retry(long job) {}

  public void move(long job, int position) {}

  public void remove(long job) {}

  public void removeEnded() {}

  public void setPaused(boolean paused) {}

  public boolean isPaused() {
    throw new IllegalStateException("in work");
  }

  @Override
  public void close() {}
}
