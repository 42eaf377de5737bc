package dev.pixdelta.pipeline;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A flag by which any thread stops a running {@link TextToImage#draw} between two blocks.
 * Thread-safe.
 */
public final class Cancellation {
  private final AtomicBoolean cancelled = new AtomicBoolean();

  /** Asks the work to stop; returns at once. */
  public void cancel() {
    cancelled.set(true);
  }

  public boolean isCancelled() {
    return cancelled.get();
  }

  /**
   * @throws CancelledException if {@link #cancel} was called
   */
  public void check() {
    if (cancelled.get()) {
      throw new CancelledException();
    }
  }
}
