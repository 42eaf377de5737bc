package dev.pixdelta.gui.shell;

import dev.pixdelta.pipeline.Picture;
import dev.pixdelta.pipeline.Progress;
import dev.pixdelta.studio.SavedPicture;
import dev.pixdelta.studio.queue.JobProgress;
import dev.pixdelta.studio.queue.QueueListener;
import dev.pixdelta.text.Sentence;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings what happens in the queue to the JavaFX thread. What comes faster than the window can show
 * is thinned out: of progress and previews only the newest counts, changes come as one.
 */
public final class QueueEvents implements QueueListener {
  private record Preview(long job, int picture, int step, int steps, Picture image) {}

  private final Consumer<Runnable> window;
  private final List<QueueListener> listeners = new CopyOnWriteArrayList<>();
  private final Signal changed;
  private final AtomicReference<@Nullable JobProgress> progress = new AtomicReference<>();
  private final AtomicReference<@Nullable Preview> preview = new AtomicReference<>();

  /**
   * @param window runs things on the JavaFX thread
   */
  public QueueEvents(Consumer<Runnable> window) {
    this.window = window;
    changed = new Signal(window);
    changed.add(() -> listeners.forEach(QueueListener::changed));
  }

  /** Adds a listener, called on the JavaFX thread; remove it when its view is closed. */
  public void add(QueueListener listener) {
    listeners.add(listener);
  }

  public void remove(QueueListener listener) {
    listeners.remove(listener);
  }

  @Override
  public void changed() {
    changed.fire();
  }

  @Override
  public void progress(JobProgress newest) {
    if (progress.getAndSet(newest) == null) {
      window.accept(
          () -> {
            JobProgress p = progress.getAndSet(null);
            if (p != null) {
              listeners.forEach(l -> l.progress(p));
            }
          });
    }
  }

  @Override
  public void preview(long job, int picture, int step, int steps, Picture image) {
    if (preview.getAndSet(new Preview(job, picture, step, steps, image)) == null) {
      window.accept(
          () -> {
            Preview p = preview.getAndSet(null);
            if (p != null) {
              listeners.forEach(l -> l.preview(p.job, p.picture, p.step, p.steps, p.image));
            }
          });
    }
  }

  @Override
  public boolean wantsPreviews() {
    return true;
  }

  @Override
  public void saved(long job, SavedPicture picture) {
    // A preview of this picture that still waits must not be shown after it.
    preview.set(null);
    window.accept(() -> listeners.forEach(l -> l.saved(job, picture)));
  }

  @Override
  public void note(long job, Sentence sentence) {
    window.accept(() -> listeners.forEach(l -> l.note(job, sentence)));
  }

  @Override
  public void liveProgress(long id, Progress stage) {
    window.accept(() -> listeners.forEach(l -> l.liveProgress(id, stage)));
  }

  @Override
  public void liveDrawn(long id, Picture picture) {
    window.accept(() -> listeners.forEach(l -> l.liveDrawn(id, picture)));
  }

  @Override
  public void liveFailed(long id, Sentence sentence) {
    window.accept(() -> listeners.forEach(l -> l.liveFailed(id, sentence)));
  }

  @Override
  public void idle() {
    window.accept(() -> listeners.forEach(QueueListener::idle));
  }
}
