package dev.pixdelta.cli;

import dev.pixdelta.pipeline.Cancellation;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C into a cancellation for as long as it is open. The dying process then waits for the
 * drawing thread to {@link #close}, that is, to stop between two blocks and to clean up.
 */
final class Interruption implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Cancellation cancellation;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupt, "pixdelta-interruption");

  /** To be opened before, and so closed after, everything that must not be left half done. */
  Interruption(Cancellation cancellation) {
    this.cancellation = cancellation;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void interrupt() {
    cancellation.cancel();
    try {
      // Bounded: a hanging native call must not make the process immortal.
      boolean unused = stopped.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stopped.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is already going down: it was the hook that stopped us.
    }
  }
}
