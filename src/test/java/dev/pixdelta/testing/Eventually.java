package dev.pixdelta.testing;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;

/** Waits for what happens on other threads: no longer than it takes, and as long as it may take. */
public final class Eventually {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration INTERVAL = Duration.ofMillis(2);

  private Eventually() {}

  /** Waits until something is true; fails after a minute. */
  public static void until(BooleanSupplier condition) {
    until("the condition", condition);
  }

  /** As {@link #until(BooleanSupplier)}; {@code what} is named when it fails. */
  public static void until(String what, BooleanSupplier condition) {
    Awaitility.await(what)
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(INTERVAL)
        .atMost(PATIENCE)
        .until(condition::getAsBoolean);
  }
}
