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

final class QueueStateTest {
  private final QueueState state = new QueueState(false);

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
                state.locked(
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
    CompletableFuture<QueueState.LiveWork> taken =
        CompletableFuture.supplyAsync(
            () -> {
              state.setLive(request(1));
              state.stopLive();
              state.setLive(request(2));
              return state.takeLive();
            },
            Thread::startVirtualThread);
    try {
      QueueState.LiveWork work = taken.get(20, TimeUnit.SECONDS);
      assertNotNull(work);
      assertEquals(2, work.request().id());
      state.stopLive();
      assertTrue(work.cancellation().isCancelled());
    } finally {
      written.countDown();
    }
    database.join();
  }

  @Test
  void whoDrawsIsWokenByChangesAndByLivePictures() {
    assertFalse(state.awaitChange(Duration.ofMillis(1)));
    state.setLive(request(1));
    assertTrue(state.awaitChange(Duration.ofDays(1)));
    assertEquals("done", state.change(() -> "done"));
    state.setPaused(true);
    assertTrue(state.awaitChange(Duration.ofDays(1)), "two changes, one call");
    assertFalse(state.awaitChange(Duration.ofMillis(1)));
    state.close();
    assertTrue(state.awaitChange(Duration.ofDays(1)));
    assertNull(state.takeLive(), "nothing is begun any more");
  }
}
