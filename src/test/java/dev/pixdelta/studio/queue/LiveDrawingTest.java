package dev.pixdelta.studio.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.pipeline.ControlType;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.control.ControlMap;
import dev.pixdelta.studio.control.ControlSettings;
import dev.pixdelta.studio.control.GreyPicture;
import dev.pixdelta.testing.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures that follow a hand, between those that are promised. */
final class LiveDrawingTest {
  private final Path folder;
  private final Path weights;

  LiveDrawingTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    weights = Files.createFile(folder.resolve("lines.safetensors"));
  }

  private LiveRequest live(TestQueue t, long id) {
    GenerationSettings s =
        t.settings("a heart", id, 1)
            .withControls(
                List.of(
                    new ControlSettings(
                        Path.of("nowhere"), ControlType.SCRIBBLE, false, weights, 1, 0, 1, true)));
    GreyPicture drawing = new GreyPicture(new Size(64, 48), new float[64 * 48]);
    return new LiveRequest(id, s, List.of(new ControlMap.Source(ControlType.MAP, false, drawing)));
  }

  @Test
  void ofSeveralThatWaitOnlyTheNewestIsDrawnAndNothingIsSaved() throws InterruptedException {
    try (TestQueue t = new TestQueue(folder)) {
      TestQueue.Stop first = t.stopAtLive();
      t.queue.drawLive(live(t, 1));
      first.await();
      for (int id = 2; id <= 9; id++) {
        t.queue.drawLive(live(t, id));
      }
      first.goOn();
      Eventually.until(() -> t.live.contains(9L));
      assertEquals(List.of(1L, 9L), t.live);
      assertEquals(1, t.opened.size(), "one model, which stays open");
      assertEquals(
          1, t.opened.getFirst().drawn().getFirst().request().controls().size(), "it is steered");
      assertFalse(Files.exists(t.pictures()));
    }
  }

  @Test
  void aLivePictureIsDrawnBetweenTwoOfAJobAndWithTheQueuePaused() throws InterruptedException {
    try (TestQueue t = new TestQueue(folder)) {
      List<Integer> savedBefore = new CopyOnWriteArrayList<>();
      t.onSaved =
          p -> {
            if (p.seed() == 1) {
              t.queue.drawLive(live(t, 5));
            }
          };
      t.onLive = () -> savedBefore.add(t.saved.size());
      t.queue.add(t.settings("a fox", 1, 10));
      t.awaitIdle();
      assertEquals(Set.of(1), Set.copyOf(savedBefore), "right behind the first");
      assertEquals(List.of(5L), t.live);
      assertEquals(10, t.saved.size());
      t.queue.setPaused(true);
      t.queue.drawLive(live(t, 6));
      Eventually.until(() -> t.live.contains(6L));
    }
  }

  /** How a job of three pictures is shown while a live one is drawn behind one of them. */
  private Set<Job.State> duringLive(int behind, BiConsumer<TestQueue, Long> meanwhile)
      throws InterruptedException {
    Set<Job.State> seen = EnumSet.noneOf(Job.State.class);
    try (TestQueue t = new TestQueue(folder)) {
      t.queue.setPaused(true);
      long job = t.queue.add(t.settings("a fox", 1, 3));
      long next = t.queue.add(t.settings("a hare", 9, 1));
      t.onSaved =
          p -> {
            if (p.seed() == behind) {
              t.queue.drawLive(live(t, 5));
            }
          };
      t.onLive =
          () -> {
            meanwhile.accept(t, job);
            seen.add(t.job(job).state());
            assertEquals(Job.State.QUEUED, t.job(next).state());
          };
      t.queue.setPaused(false);
      Eventually.until(() -> t.live.contains(5L));
      if (!t.queue.isPaused()) {
        t.awaitIdle();
      }
      assertTrue(t.queue.isPaused() || t.job(next).state() == Job.State.DONE);
    }
    return seen;
  }

  @Test
  void aJobIsTheRunningOneWhileALivePictureIsDrawnBetweenItsOwn() throws InterruptedException {
    assertEquals(Set.of(Job.State.RUNNING), duringLive(1, (t, job) -> {}));
  }

  @Test
  void aJobWithNothingLeftIsDoneWhileALivePictureIsDrawn() throws InterruptedException {
    assertEquals(Set.of(Job.State.DONE), duringLive(3, (t, job) -> {}));
  }

  @Test
  void aJobCanBeCancelledAndMovedToNoOtherPlaceWhileALivePictureIsDrawn()
      throws InterruptedException {
    assertEquals(
        Set.of(Job.State.CANCELLED),
        duringLive(
            1,
            (t, job) -> {
              t.queue.move(job, 1);
              t.queue.removeEnded();
              t.queue.cancel(job);
              assertEquals(1, t.job(job).done());
            }));
  }

  @Test
  void aPausedJobWaitsWhileALivePictureIsDrawn() throws InterruptedException {
    assertEquals(Set.of(Job.State.QUEUED), duringLive(1, (t, job) -> t.queue.setPaused(true)));
  }

  @Test
  void stoppingStopsThePictureInHandAndTheOneThatWaits() throws InterruptedException {
    try (TestQueue t = new TestQueue(folder)) {
      TestQueue.Stop first = t.stopAtLive();
      t.queue.drawLive(live(t, 1));
      first.await();
      t.queue.drawLive(live(t, 2));
      t.queue.stopLive();
      first.goOn();
      t.queue.add(t.settings("a fox", 1, 1));
      t.awaitIdle();
      assertEquals(List.of(), t.live);
      assertEquals(2, t.opened.getFirst().drawn().size(), "the one stopped, and the job's");
    }
  }

  @Test
  void whyOneCannotBeDrawnIsSaidAndTheNextIsDrawn() throws InterruptedException {
    try (TestQueue t = new TestQueue(folder)) {
      LiveRequest good = live(t, 2);
      LiveRequest bad = new LiveRequest(1, t.settings("gone", "a heart", 1, 1, 1, 2), List.of());
      t.queue.drawLive(bad);
      Eventually.until(() -> !t.liveFailures.isEmpty());
      assertTrue(t.liveFailures.getFirst().contains("gone"), t.liveFailures.toString());
      t.queue.drawLive(good);
      Eventually.until(() -> t.live.contains(2L));
    }
  }
}
