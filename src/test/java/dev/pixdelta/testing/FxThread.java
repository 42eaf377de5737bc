package dev.pixdelta.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;

/**
 * The JavaFX toolkit for tests, on its headless platform (screen 1000x1000): started by the first
 * test of a process that needs it, and left running for the others.
 */
public final class FxThread {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private FxThread() {}

  /** Starts the toolkit, unless it runs. */
  public static void start() {
    CompletableFuture<Boolean> started = new CompletableFuture<>();
    try {
      Platform.startup(() -> started.complete(true));
    } catch (IllegalStateException e) {
      started.complete(true); // it runs already
    }
    get(started);
    Platform.setImplicitExit(false);
  }

  /** Runs something on the JavaFX thread and waits for its result; failures come out here. */
  public static <T> T ask(Callable<T> question) {
    if (Platform.isFxApplicationThread()) {
      try {
        return question.call();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    Platform.runLater(
        () -> {
          try {
            answer.complete(question.call());
          } catch (Exception | Error e) {
            answer.completeExceptionally(e);
          }
        });
    return get(answer);
  }

  /** Runs something on the JavaFX thread and waits for its end. */
  public static void run(Runnable work) {
    boolean unused =
        ask(
            () -> {
              work.run();
              return true;
            });
  }

  /** Waits until something is true on the JavaFX thread; fails after a minute, naming it. */
  public static void waitFor(String what, BooleanSupplier condition) {
    Eventually.until(what, () -> ask(condition::getAsBoolean));
  }

  private static <T> T get(CompletableFuture<T> future) {
    try {
      return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new AssertionError(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }
}
