package dev.pixdelta.studio.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.studio.GenerationSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class WorkbenchTest {
  private final Workbench bench = new Workbench(false);

  private static LiveRequest request(long id) {
    GenerationSettings settings = new SettingsJson().remains("{}", "a heart");
    return new LiveRequest(id, settings, List.of());
  }

  @Test
  void livePicturesWaitForNoDatabase() throws Exception {
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch written = new CountDownLatch(1);
    CompletableFuture<Void> database =
        CompletableFuture.runAsync(
            () ->
                bench.locked(
                    () -> {
                      writing.countDown();
                      try {
                        written.await();
                      } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                      }
                    }),
            Thread::startVirtualThread);
    writing.await();
    CompletableFuture<Workbench.LiveWork> taken =
        CompletableFuture.supplyAsync(
            () -> {
              bench.setLive(request(1));
              bench.stopLive();
              bench.setLive(request(2));
              return bench.takeLive();
            },
            Thread::startVirtualThread);
    try {
      Workbench.LiveWork work = taken.get(20, TimeUnit.SECONDS);
      assertNotNull(work);
      assertEquals(2, work.request().id());
      bench.stopLive();
      assertTrue(work.cancellation().isCancelled());
    } finally {
      written.countDown();
    }
    database.join();
  }

  @Test
  void whoDrawsIsWokenByChangesAndByLivePictures() {
    assertFalse(bench.awaitChange(Duration.ofMillis(1)));
    bench.setLive(request(1));
    assertTrue(bench.awaitChange(Duration.ofDays(1)));
    assertEquals("done", bench.change(() -> "done"));
    bench.setPaused(true);
    assertTrue(bench.awaitChange(Duration.ofDays(1)), "two changes, one call");
    assertFalse(bench.awaitChange(Duration.ofMillis(1)));
    bench.close();
    assertTrue(bench.awaitChange(Duration.ofDays(1)));
    assertNull(bench.takeLive(), "nothing is begun any more");
  }
}
