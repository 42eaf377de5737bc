package dev.pixdelta.gui.shell;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Says on the JavaFX thread that something changed; what comes before the window has listened comes
 * as one. Safe for any thread.
 */
public final class Signal {
  private final Consumer<Runnable> window;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final AtomicBoolean waiting = new AtomicBoolean();

  /**
   * @param window runs things on the JavaFX thread
   */
  public Signal(Consumer<Runnable> window) {
    this.window = window;
  }

  /** Adds a listener, called on the JavaFX thread; remove it when its view is closed. */
  public void add(Runnable listener) {
    listeners.add(listener);
  }

  public void remove(Runnable listener) {
    listeners.remove(listener);
  }

  /** Something changed. */
  public void fire() {
    if (waiting.compareAndSet(false, true)) {
      window.accept(
          () -> {
            waiting.set(false);
            listeners.forEach(Runnable::run);
          });
    }
  }
}
