package dev.pixdelta.studio.queue;

import dev.pixdelta.pipeline.Cancellation;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the threads that ask and change meet the one that draws: the lock around the database, the
 * pass in hand, and the wish to pause or to end. Safe for any thread. No listener is ever called
 * with the lock held. What concerns live pictures waits for nobody: the window's thread asks for
 * them, and the database may be writing.
 */
final class QueueState {
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Work work;
  private long lastJob;
  private boolean paused;
  private volatile boolean closing;

  /** Guards what follows; held for moments only. */
  private final Object news = new Object();

  private @Nullable LiveRequest live;
  private @Nullable Cancellation liveInHand;
  private long changes;
  private long seen;

  QueueState(boolean paused) {
    this.paused = paused;
  }

  /** A pass in hand and the way to stop it. */
  static final class Work {
    private final Pass pass;
    private final Cancellation cancellation = new Cancellation();
    private volatile PictureState afterStop = PictureState.WAITING;

    private Work(Pass pass) {
      this.pass = pass;
    }

    Pass pass() {
      return pass;
    }

    Cancellation cancellation() {
      return cancellation;
    }

    /** What becomes of its pictures if it was stopped. */
    PictureState afterStop() {
      return afterStop;
    }
  }

  <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  void locked(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  /** As {@link #locked}; the runner then looks for work anew. */
  <T> T change(Supplier<T> action) {
    return locked(
        () -> {
          T result = action.get();
          tell();
          return result;
        });
  }

  private void tell() {
    synchronized (news) {
      changes++;
      news.notifyAll();
    }
  }

  /**
   * The job in hand, or 0; to be called with the lock held. It stays in hand between two of its
   * passes, when live pictures may be drawn, unless nothing more is to be begun.
   */
  long running() {
    return work == null && (paused || closing) ? 0 : lastJob;
  }

  /** Stops the pass in hand if it is of this job; to be called with the lock held. */
  void cancel(long job) {
    if (work != null && work.pass.job() == job) {
      work.afterStop = PictureState.CANCELLED;
      work.cancellation.cancel();
    }
  }

  /** Takes a pass in hand unless paused or closing. */
  @Nullable Work take(Supplier<@Nullable Pass> next) {
    return this.<@Nullable Work>locked(
        () -> {
          Pass pass = paused || closing ? null : next.get();
          work = pass == null ? null : new Work(pass);
          lastJob = pass == null ? 0 : pass.job();
          return work;
        });
  }

  /** Has a live picture drawn next, in place of one that waits. */
  void setLive(LiveRequest request) {
    synchronized (news) {
      live = request;
      tell();
    }
  }

  /** Stops the live picture in hand and forgets the one that waits. */
  void stopLive() {
    synchronized (news) {
      live = null;
      cancelLive();
    }
  }

  private void cancelLive() {
    if (liveInHand != null) {
      liveInHand.cancel();
    }
  }

  /** A live picture in hand and the way to stop it. */
  record LiveWork(LiveRequest request, Cancellation cancellation) {}

  /** Takes the live picture that waits in hand; {@link #liveDone} gives it back. */
  @Nullable LiveWork takeLive() {
    synchronized (news) {
      if (live == null || closing) {
        return null;
      }
      LiveWork taken = new LiveWork(live, new Cancellation());
      live = null;
      liveInHand = taken.cancellation();
      return taken;
    }
  }

  void liveDone() {
    synchronized (news) {
      liveInHand = null;
    }
  }

  /** The pass in hand has ended. */
  void done() {
    locked(() -> work = null);
  }

  /** Nothing more is begun until {@link #setPaused}; what is in hand goes on to its end. */
  void halt() {
    setPaused(true);
  }

  void setPaused(boolean paused) {
    locked(
        () -> {
          this.paused = paused;
          tell();
        });
  }

  boolean isPaused() {
    return locked(() -> paused);
  }

  /** Stops what is in hand, to be drawn again another time, and ends the runner. */
  void close() {
    locked(
        () -> {
          synchronized (news) {
            closing = true;
            cancelLive();
          }
          if (work != null) {
            work.cancellation.cancel();
          }
          tell();
        });
  }

  boolean isClosing() {
    return closing;
  }

  /**
   * Waits until something changed since the last call of this.
   *
   * @return whether something did within the time
   */
  boolean awaitChange(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    synchronized (news) {
      try {
        long left = time.toMillis();
        while (changes == seen && left > 0) {
          news.wait(left);
          left = (end - System.nanoTime()) / 1_000_000;
        }
      } catch (InterruptedException e) {
        closing = true; // whoever interrupts this thread wants it to end
        return true;
      }
      boolean changed = changes != seen;
      seen = changes;
      return changed;
    }
  }
}
