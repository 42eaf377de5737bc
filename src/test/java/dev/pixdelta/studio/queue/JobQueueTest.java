package dev.pixdelta.studio.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.pipeline.InvalidRequestException;
import dev.pixdelta.pipeline.NonFiniteException;
import dev.pixdelta.pipeline.Progress;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.SavedPicture;
import dev.pixdelta.studio.picture.PictureReader;
import dev.pixdelta.testing.Eventually;
import dev.pixdelta.testing.FakePipeline;
import dev.pixdelta.text.Sentence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JobQueueTest {
  private final Path folder;

  JobQueueTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void jobsAreDrawnInOrderAndEveryPictureIsTheOnePromised() throws Exception {
    try (TestQueue t = new TestQueue(folder)) {
      t.queue.setPaused(true);
      long first = t.queue.add(t.settings("a fox", 7, 2));
      long second = t.queue.add(t.settings("a hare", 90, 1));
      assertEquals(Job.State.QUEUED, t.job(first).state());
      List<QueuedPicture> promised = t.queue.pictures(first);
      assertEquals(List.of(7L, 8L), promised.stream().map(QueuedPicture::seed).toList());
      t.queue.setPaused(false);
      t.awaitIdle();

      assertEquals(
          List.of("a fox 7", "a fox 8", "a hare 90"),
          t.saved.stream().map(p -> p.prompt() + " " + p.seed()).toList());
      assertEquals(Job.State.DONE, t.job(first).state());
      assertEquals(2, t.job(first).done());
      assertEquals(Job.State.DONE, t.job(second).state());
      for (QueuedPicture p : t.queue.pictures(first)) {
        Path file = Objects.requireNonNull(p.file());
        var found = Objects.requireNonNull(PictureReader.read(file).found());
        assertEquals(p.seed(), found.parameters().seed());
        String id = Objects.requireNonNull(found.parameters().origin().id());
        assertTrue(id.endsWith("-" + p.index()), id);
        assertTrue(file.getFileName().toString().contains("-000" + (p.index() + 1) + "-"));
      }
      assertEquals(1, t.opened.size(), "the model stays open between jobs");
    }
  }

  @Test
  void aBatchIsOnePassAndNotesAreToldOnceAJob() throws Exception {
    try (TestQueue t = new TestQueue(folder)) {
      GenerationSettings s = t.settings("one", "a fox", 1, 5, 2, 1);
      long job =
          t.queue.add(
              new GenerationSettings(
                  s.model(),
                  s.device(),
                  s.precision(),
                  s.prompt(),
                  "blurred",
                  null,
                  null,
                  null,
                  1,
                  null,
                  s.seed(),
                  s.count(),
                  s.batch(),
                  s.output(),
                  s.controls()));
      t.awaitIdle();
      assertEquals(
          List.of(2, 2, 1),
          t.opened.getFirst().drawn().stream().map(p -> p.request().seeds().size()).toList());
      assertEquals(List.of("Without guidance a negative prompt does nothing"), t.notes);
      assertEquals(5, t.job(job).done());
      assertEquals(List.of(0, 1, 2, 3, 4), t.saved.stream().map(SavedPicture::index).toList());
    }
  }

  @Test
  void cancellingStopsThePictureInHandAndRetryingDrawsItsSeeds() throws Exception {
    try (TestQueue t = new TestQueue(folder)) {
      TestQueue.Stop second =
          t.stopAt(p -> p.picture() == 1 && p.stage() instanceof Progress.Denoising);
      long job = t.queue.add(t.settings("a fox", 40, 3));
      second.await();
      t.queue.cancel(job);
      second.goOn();
      t.awaitIdle();
      assertEquals(Job.State.CANCELLED, t.job(job).state());
      assertEquals(1, t.job(job).done());
      assertEquals(1, t.saved.size());

      t.queue.retry(job);
      t.awaitIdle();
      assertEquals(Job.State.DONE, t.job(job).state());
      assertEquals(List.of(40L, 41L, 42L), t.saved.stream().map(SavedPicture::seed).toList());
    }
  }

  @Test
  void cancellingAllEndsEverything() throws Exception {
    try (TestQueue t = new TestQueue(folder, FakePipeline::endless, TestQueue.LONG)) {
      for (int i = 0; i < 4; i++) {
        t.queue.add(t.settings("a fox", i, 10));
      }
      Eventually.until(() -> !t.progress.isEmpty());
      t.queue.cancelAll();
      t.awaitIdle();
      assertTrue(t.queue.jobs().stream().allMatch(j -> j.state() == Job.State.CANCELLED));
    }
  }

  @Test
  void pausingEndsThePictureInHandAndOutlivesTheProcess() throws Exception {
    long job;
    try (TestQueue t = new TestQueue(folder)) {
      TestQueue.Stop inHand = t.stopAt(p -> true);
      job = t.queue.add(t.settings("a fox", 0, 3));
      inHand.await();
      t.queue.setPaused(true);
      assertEquals(Job.State.RUNNING, t.job(job).state());
      inHand.goOn();
      Eventually.until(() -> t.job(job).state() == Job.State.QUEUED);
      assertEquals(1, t.job(job).done());
    }
    try (TestQueue t = new TestQueue(folder)) {
      assertTrue(t.queue.isPaused());
      for (long id = 1; id <= 2; id++) { // between two live pictures it looks for other work
        t.queue.drawLive(new LiveRequest(id, t.settings("a heart", 1, 1), List.of()));
        long drawn = id;
        Eventually.until(() -> t.live.contains(drawn));
      }
      assertEquals(1, t.job(job).done());
      assertEquals(List.of(), t.progress);
      t.queue.setPaused(false);
      t.awaitIdle();
      assertEquals(3, t.job(job).done());
    }
  }

  @Test
  void closingStopsAtOnceAndThePictureIsDrawnAgain() throws Exception {
    long job;
    try (TestQueue t = new TestQueue(folder, FakePipeline::endless, TestQueue.LONG)) {
      job = t.queue.add(t.settings("a fox", 3, 1));
      Eventually.until(() -> !t.progress.isEmpty());
    }
    try (TestQueue t = new TestQueue(folder)) {
      t.awaitIdle();
      assertEquals(Job.State.DONE, t.job(job).state());
      assertEquals(List.of(3L), t.saved.stream().map(SavedPicture::seed).toList());
    }
  }

  @Test
  void waitingJobsCanBeMovedAndRemoved() throws Exception {
    try (TestQueue t = new TestQueue(folder)) {
      t.queue.setPaused(true);
      List<Long> ids =
          t.queue.addAll(
              List.of(
                  t.settings("a", 0, 1),
                  t.settings("b", 0, 1),
                  t.settings("c", 0, 1),
                  t.settings("d", 0, 1)));
      t.queue.move(ids.get(3), 0);
      t.queue.move(ids.get(0), 99);
      t.queue.remove(ids.get(2));
      assertEquals(
          List.of(ids.get(3), ids.get(1), ids.get(0)),
          t.queue.jobs().stream().map(Job::id).toList());
      t.queue.setPaused(false);
      t.awaitIdle();
      assertEquals(List.of("d", "b", "a"), t.saved.stream().map(SavedPicture::prompt).toList());
      t.queue.removeEnded();
      assertEquals(List.of(), t.queue.jobs());
      assertEquals(3, files().size(), "pictures stay");
      assertTrue(t.queue.add(t.settings("e", 0, 1)) > ids.get(3), "ids are never used again");
      t.awaitIdle();
    }
  }

  @Test
  void aRunningJobCanBeRemoved() throws Exception {
    try (TestQueue t = new TestQueue(folder, FakePipeline::endless, TestQueue.LONG)) {
      long job = t.queue.add(t.settings("a fox", 0, 5));
      Eventually.until(() -> !t.progress.isEmpty());
      t.queue.remove(job);
      t.awaitIdle();
      assertEquals(List.of(), t.queue.jobs());
      assertEquals(List.of(), files());
    }
  }

  @Test
  void aFailedPictureLeavesTheOthersAlone() throws Exception {
    AtomicInteger openings = new AtomicInteger();
    TestQueue.Fake failsOnce =
        model -> new FakePipeline(model, Duration.ZERO, openings.getAndIncrement() == 0 ? 1 : -1);
    try (TestQueue t = new TestQueue(folder, failsOnce, TestQueue.LONG)) {
      long job = t.queue.add(t.settings("a fox", 0, 3));
      t.awaitIdle();
      Job ended = t.job(job);
      assertEquals(Job.State.FAILED, ended.state());
      assertEquals(2, ended.done());
      assertEquals(1, ended.failed());
      QueuedPicture failed = t.queue.pictures(job).get(1);
      assertNull(failed.file());
      assertTrue(
          String.valueOf(failed.message()).contains("this batch was told to fail"),
          String.valueOf(failed.message()));
      assertEquals(failed.message(), ended.message());
      t.queue.retry(job);
      t.awaitIdle();
      assertEquals(Job.State.DONE, t.job(job).state());
      assertNull(t.job(job).message());
    }
  }

  /** What overflows for one prompt and seed may be well for the next. */
  @Test
  void aPictureThatOverflowsLeavesTheOthersAndTheModelAlone() throws Exception {
    var overflow =
        new NonFiniteException(Sentence.of("The transformer gave NaN or infinity in step 1 of 4"));
    TestQueue.Fake overflows = model -> new FakePipeline(model, Duration.ZERO, 1, overflow);
    try (TestQueue t = new TestQueue(folder, overflows, TestQueue.LONG)) {
      long job = t.queue.add(t.settings("a fox", 0, 3));
      t.awaitIdle();
      Job ended = t.job(job);
      assertEquals(Job.State.FAILED, ended.state());
      assertEquals(2, ended.done());
      assertEquals(1, ended.failed());
      assertEquals(overflow.sentence(), ended.message());
      assertEquals(overflow.sentence(), t.queue.pictures(job).get(1).message());
      assertEquals(1, t.opened.size(), "the model stays open");
    }
  }

  @Test
  void aModelAtFaultFailsItsJobAtOnceAndNoOther() throws Exception {
    try (TestQueue t = new TestQueue(folder)) {
      // Together: the first fails so fast that the queue could be idle before the second is added.
      List<Long> jobs =
          t.queue.addAll(
              List.of(t.settings("three", "a fox", 0, 50, 1, 1), t.settings("a hare", 0, 1)));
      long bad = jobs.getFirst();
      long good = jobs.getLast();
      t.awaitIdle();
      assertEquals(50, t.job(bad).failed());
      assertTrue(
          String.valueOf(t.job(bad).message()).startsWith("three: no such model"),
          String.valueOf(t.job(bad).message()));
      assertEquals(Job.State.DONE, t.job(good).state());
    }
  }

  @Test
  void aFolderThatCannotBeWrittenFailsItsJobAtOnceAndNoOther() throws Exception {
    Files.createDirectories(folder);
    Path inTheWay = Files.writeString(folder.resolve("pictures"), "a file");
    try (TestQueue t = new TestQueue(folder)) {
      long bad = t.queue.add(t.settings("a fox", 0, 50));
      t.awaitIdle();
      assertEquals(50, t.job(bad).failed());
      Files.delete(inTheWay);
      long good = t.queue.add(t.settings("a hare", 0, 1));
      t.queue.retry(bad);
      t.awaitIdle();
      Eventually.until(() -> t.job(bad).state() == Job.State.DONE);
      assertEquals(Job.State.DONE, t.job(good).state());
    }
  }

  @Test
  void outOfMemoryIsASentenceAndTheThreadGoesOn() throws Exception {
    List<RuntimeException> native_ =
        List.of(new IllegalStateException("DefaultCPUAllocator: can't allocate memory"));
    try (TestQueue t = new TestQueue(folder)) {
      List<Error> heap = new ArrayList<>(List.of(new OutOfMemoryError("Java heap space")));
      List<RuntimeException> engine = new ArrayList<>(native_);
      t.onProgress =
          p -> {
            if (!heap.isEmpty()) {
              throw heap.removeLast();
            }
            if (!engine.isEmpty()) {
              throw engine.removeLast();
            }
          };
      long first = t.queue.add(t.settings("a fox", 0, 3));
      long second = t.queue.add(t.settings("a hare", 0, 3));
      long third = t.queue.add(t.settings("a hen", 0, 3));
      t.awaitIdle();
      Eventually.until(() -> t.job(third).state() == Job.State.DONE);
      for (long job : List.of(first, second)) {
        assertEquals(3, t.job(job).failed());
        assertTrue(
            String.valueOf(t.job(job).message()).startsWith("Not enough memory"),
            String.valueOf(t.job(job).message()));
      }
      assertTrue(t.opened.getFirst().isClosed(), "its memory is given back");
    }
  }

  @Test
  void numbersOutOfRangeAreRefusedWhenAdded() {
    try (TestQueue t = new TestQueue(folder)) {
      assertThrows(
          InvalidRequestException.class,
          () -> t.queue.addAll(List.of(t.settings("a", 0, 1), t.settings("a", -1, 1))));
      assertThrows(
          InvalidRequestException.class, () -> t.queue.add(t.settings("one", "a", 0, 1, 0, 1)));
      assertEquals(List.of(), t.queue.jobs(), "all or none");
    }
  }

  @Test
  void anIdleModelGivesItsMemoryBack() throws Exception {
    try (TestQueue t = new TestQueue(folder, FakePipeline::new, Duration.ofMillis(50))) {
      t.queue.add(t.settings("a fox", 0, 1));
      t.awaitIdle();
      Eventually.until(() -> t.opened.getFirst().isClosed());
      long again = t.queue.add(t.settings("a fox", 1, 1));
      t.awaitIdle();
      assertEquals(Job.State.DONE, t.job(again).state());
      assertEquals(2, t.opened.size());
    }
  }

  @Test
  void settingsComeBackAsTheyWere() {
    try (TestQueue t = new TestQueue(folder)) {
      t.queue.setPaused(true);
      GenerationSettings s = t.settings("{red|blue} fox \"ü\" 🦊", 0xFFFF_FFFFL, 1);
      long job = t.queue.add(s);
      assertEquals(s, t.job(job).settings());
      assertNotEquals(0, t.job(job).added().toEpochMilli());
      assertFalse(t.job(job).state().isEnded());
      assertNotNull(t.job(job).settings().output());
    }
  }

  private List<Path> files() throws Exception {
    Path pictures = folder.resolve("pictures");
    if (!Files.exists(pictures)) {
      return List.of();
    }
    try (var files = Files.list(pictures)) {
      return files.toList();
    }
  }
}
