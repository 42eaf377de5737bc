package dev.pixdelta.cli;

import dev.pixdelta.torch.Torch;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Unpacks the native engine where it is not yet, and tells on standard error how far it is. */
final class EngineUnpacking {
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(1);

  private EngineUnpacking() {}

  /**
   * Returns when the engine is there.
   *
   * @throws dev.pixdelta.torch.EngineException if it cannot be unpacked
   */
  static void finish(Path cacheFolder, PrintStream err) {
    if (Torch.unpacked(cacheFolder) == 1) {
      return;
    }
    err.println("Unpacking the native engine (once) …");
    CountDownLatch done = new CountDownLatch(1);
    Thread.ofPlatform().daemon().start(() -> show(cacheFolder, err, done));
    try {
      Torch.unpack(cacheFolder);
    } finally {
      done.countDown();
    }
  }

  private static void show(Path cacheFolder, PrintStream err, CountDownLatch done) {
    try {
      while (!done.await(BETWEEN_LINES.toMillis(), TimeUnit.MILLISECONDS)) {
        err.println(
            "Unpacking the native engine: " + (int) (100 * Torch.unpacked(cacheFolder)) + " %");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
