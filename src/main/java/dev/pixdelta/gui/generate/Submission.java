package dev.pixdelta.gui.generate;

import dev.pixdelta.gui.shell.Background;
import dev.pixdelta.studio.GenerationSettings;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * Hands settings to the queue in the order of the presses, off the window's thread. One thread, the
 * JavaFX thread in the window.
 */
final class Submission {
  private final ToLongFunction<GenerationSettings> queue;
  private final Background background;
  private final Consumer<Throwable> failed;
  private final Deque<Callable<GenerationSettings>> waiting = new ArrayDeque<>();
  private boolean busy;

  /**
   * @param queue adds a job, in the background
   * @param failed hears why one was not taken
   */
  Submission(
      ToLongFunction<GenerationSettings> queue, Background background, Consumer<Throwable> failed) {
    this.queue = queue;
    this.background = background;
    this.failed = failed;
  }

  /**
   * @param settings called in the background
   */
  void add(Callable<GenerationSettings> settings) {
    waiting.add(settings);
    next();
  }

  private void next() {
    if (busy || waiting.isEmpty()) {
      return;
    }
    busy = true;
    Callable<GenerationSettings> settings = waiting.remove();
    background.ask(
        () -> queue.applyAsLong(settings.call()),
        id -> done(),
        failure -> {
          failed.accept(failure);
          done();
        });
  }

  private void done() {
    busy = false;
    next();
  }
}
