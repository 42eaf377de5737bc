package dev.pixdelta.gui.shell;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves something about a second after it has changed, off the calling thread. When that fails, as
 * on a full disk, it is tried again and again. Safe for any thread.
 */
public final class AutoSave {
  static final Duration SOON = Duration.ofSeconds(1);
  static final Duration AGAIN = Duration.ofSeconds(15);

  private static final Logger LOG = LoggerFactory.getLogger(AutoSave.class);

  private final Background background;
  private final Background.ThrowingRunnable save;
  private final AtomicBoolean waiting = new AtomicBoolean();
  private final ReadOnlyObjectWrapper<@Nullable Throwable> failure =
      new ReadOnlyObjectWrapper<>(this, "failure");

  /**
   * @param save writes what is not written yet, if anything; called from any thread
   */
  AutoSave(Background background, Background.ThrowingRunnable save) {
    this.background = background;
    this.save = save;
  }

  /** Something has changed. */
  void changed() {
    schedule(SOON);
  }

  private void schedule(Duration wait) {
    if (waiting.compareAndSet(false, true)) {
      background.after(
          wait,
          () -> {
            waiting.set(false);
            var unused = now();
          });
    }
  }

  /**
   * Saves now; blocking.
   *
   * @return why it cannot be saved, or null
   */
  public @Nullable Throwable now() {
    Throwable problem = null;
    try {
      save.run();
    } catch (Exception | Error e) {
      LOG.debug("not saved: {}", e.toString());
      problem = e;
      schedule(AGAIN);
    }
    Throwable told = problem;
    background.later(() -> failure.set(told));
    return problem;
  }

  /** Why the last attempt failed, null if it did not. JavaFX thread only. */
  public ReadOnlyObjectProperty<@Nullable Throwable> failureProperty() {
    return failure.getReadOnlyProperty();
  }
}
