package dev.pixdelta.gui.shell;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javafx.application.Platform;

/**
 * Work that must not stop the window: runs elsewhere, its result comes back on the JavaFX thread.
 * Safe for any thread.
 */
public final class Background implements AutoCloseable {
  private final Executor workers;
  private final Executor window;
  private final Consumer<Throwable> onFailure;

  private Background(Executor workers, Executor window, Consumer<Throwable> onFailure) {
    this.workers = workers;
    this.window = window;
    this.onFailure = onFailure;
  }

  /**
   * Real threads.
   *
   * @param onFailure hears on the JavaFX thread of failures nobody else wants
   */
  public static Background threads(Consumer<Throwable> onFailure) {
    return new Background(
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("pixdelta-background-", 0).factory()),
        Platform::runLater,
        onFailure);
  }

  /** Runs everything at once on the calling thread, for tests of view models without a toolkit. */
  public static Background sameThread(Consumer<Throwable> onFailure) {
    return new Background(Runnable::run, Runnable::run, onFailure);
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
    workers.execute(
        () -> {
          T result;
          try {
            result = question.call();
          } catch (Exception | Error e) {
            window.execute(() -> failed.accept(e));
            return;
          }
          window.execute(() -> answer.accept(result));
        });
  }

  /** Hands a failure to the listener given at the start; on the JavaFX thread. */
  public void failed(Throwable failure) {
    onFailure.accept(failure);
  }

  /** Runs something on the JavaFX thread, later. */
  public void later(Runnable work) {
    window.execute(work);
  }

  /**
   * A trigger for work that follows a change: pulled once or many times, the work runs once, some
   * time after the first pull. Whoever closes the background does the work that is still due.
   */
  public Runnable soon(Duration wait, ThrowingRunnable work) {
    AtomicBoolean waiting = new AtomicBoolean();
    return () -> {
      if (waiting.compareAndSet(false, true)) {
        run(
            () -> {
              try {
                Thread.sleep(wait);
              } catch (InterruptedException e) {
                return; // closed
              }
              waiting.set(false);
              work.run();
            });
      }
    };
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
