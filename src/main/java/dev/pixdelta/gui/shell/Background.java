package dev.pixdelta.gui.shell;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import javafx.application.Platform;

/**
 * Work that must not stop the window: runs elsewhere, its result comes back on the JavaFX thread.
 * Safe for any thread.
 */
public final class Background implements AutoCloseable {
  private final Executor workers;
  private final Executor window;
  private final Timer timer;
  private final Consumer<Throwable> onFailure;

  /**
   * @param workers run work elsewhere
   * @param window runs things on the JavaFX thread
   */
  Background(Executor workers, Executor window, Timer timer, Consumer<Throwable> onFailure) {
    this.workers = workers;
    this.window = window;
    this.timer = timer;
    this.onFailure = onFailure;
  }

  /**
   * Real threads.
   *
   * @param onFailure hears on the JavaFX thread of failures nobody else wants
   */
  public static Background threads(Consumer<Throwable> onFailure) {
    ExecutorService workers =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("pixdelta-background-", 0).factory());
    return new Background(
        workers,
        Platform::runLater,
        (wait, work) -> {
          if (!workers.isShutdown()) {
            workers.execute(() -> sleepThen(wait, work));
          }
        },
        onFailure);
  }

  private static void sleepThen(Duration wait, Runnable work) {
    try {
      Thread.sleep(wait);
    } catch (InterruptedException e) {
      return; // closed
    }
    work.run();
  }

  /**
   * Runs everything at once on the calling thread, for tests of view models without a toolkit; time
   * never passes there.
   */
  public static Background sameThread(Consumer<Throwable> onFailure) {
    return new Background(Runnable::run, Runnable::run, (wait, work) -> {}, onFailure);
  }

  /** Runs work; a failure goes to the listener given at the start. */
  public void run(ThrowingRunnable work) {
    run(work, () -> {});
  }

  /** Runs work, then {@code after} on the JavaFX thread. */
  public void run(ThrowingRunnable work, Runnable after) {
    ask(
        () -> {
          work.run();
          return Boolean.TRUE;
        },
        done -> after.run());
  }

  /** Runs a question and hands its answer to {@code answer} on the JavaFX thread. */
  public <T> void ask(Callable<T> question, Consumer<T> answer) {
    ask(question, answer, onFailure);
  }

  /** As {@link #ask(Callable, Consumer)}; a failure goes to {@code failed} on the JavaFX thread. */
  public <T> void ask(Callable<T> question, Consumer<T> answer, Consumer<Throwable> failed) {
    try {
      workers.execute(() -> answer(question, answer, failed));
    } catch (RejectedExecutionException e) {
      // Closed: nobody waits for the answer any more.
    }
  }

  private <T> void answer(Callable<T> question, Consumer<T> answer, Consumer<Throwable> failed) {
    T result;
    try {
      result = question.call();
    } catch (Exception | Error e) {
      window.execute(() -> failed.accept(e));
      return;
    }
    window.execute(() -> answer.accept(result));
  }

  /**
   * Hands on what another thread answers later; on the JavaFX thread, as the failure if it fails.
   */
  public <T> void await(CompletableFuture<T> answer, Consumer<T> then) {
    var unused =
        answer.whenComplete(
            (result, failure) ->
                window.execute(
                    () -> {
                      if (failure == null) {
                        then.accept(result);
                      } else {
                        onFailure.accept(
                            failure instanceof CompletionException && failure.getCause() != null
                                ? failure.getCause()
                                : failure);
                      }
                    }));
  }

  /** Hands a failure to the listener given at the start; on the JavaFX thread. */
  public void failed(Throwable failure) {
    onFailure.accept(failure);
  }

  /** Runs something on the JavaFX thread, later. */
  public void later(Runnable work) {
    window.execute(work);
  }

  /** Runs work elsewhere after a while, unless this is closed until then. */
  void after(Duration wait, Runnable work) {
    timer.after(wait, work);
  }

  /** Lets time pass. */
  @FunctionalInterface
  interface Timer {
    void after(Duration wait, Runnable work);
  }

  /** Work that may throw. */
  @FunctionalInterface
  public interface ThrowingRunnable {
    void run() throws Exception;
  }

  /** Ends idle threads; what runs is left to end by itself, as daemon threads do. */
  @Override
  public void close() {
    if (workers instanceof ExecutorService service) {
      service.shutdownNow();
    }
  }
}
