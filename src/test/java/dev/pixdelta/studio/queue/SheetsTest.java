package dev.pixdelta.studio.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.pipeline.Progress;
import dev.pixdelta.testing.FakePipeline;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SheetsTest {
  private static final Grid GRID =
      new Grid(
          new Axis(Axis.Kind.SEED, List.of("3", "90")),
          new Axis(Axis.Kind.STEPS, List.of("1", "2")));

  private final Path folder;

  SheetsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aFinishedGridHasASheetBesideItsPictures() throws Exception {
    try (TestQueue t = new TestQueue(folder)) {
      long job = t.queue.addGrid(t.settings("a fox", 0, 1), GRID);
      t.awaitIdle();
      Job ended = t.job(job);
      assertEquals(Job.State.DONE, ended.state());
      Path sheet = Objects.requireNonNull(ended.sheet());
      assertEquals(t.pictures().toAbsolutePath(), sheet.getParent());
      BufferedImage image = ImageIO.read(sheet.toFile());
      assertTrue(image.getWidth() > 2 * 64 && image.getHeight() > 2 * 48, "four cells and labels");
      long plain = t.queue.add(t.settings("a fox", 0, 1));
      t.awaitIdle();
      assertNull(t.job(plain).sheet());
    }
  }

  @Test
  void aCancelledGridHasASheetWithEmptyCellsAndAWholeOneAfterRetrying() throws Exception {
    try (TestQueue t =
        new TestQueue(
            folder, model -> new FakePipeline(model, Duration.ofMillis(30), -1), TestQueue.LONG)) {
      long job = t.queue.addGrid(t.settings("a fox", 0, 1), GRID);
      TestQueue.await(
          () ->
              t.progress.stream()
                  .anyMatch(p -> p.picture() == 2 && p.stage() instanceof Progress.Denoising));
      t.queue.cancel(job);
      t.awaitIdle();
      assertEquals(Job.State.CANCELLED, t.job(job).state());
      Path partial = Objects.requireNonNull(t.job(job).sheet());

      t.queue.retry(job);
      t.awaitIdle();
      assertEquals(Job.State.DONE, t.job(job).state());
      Path whole = Objects.requireNonNull(t.job(job).sheet());
      assertNotEquals(partial, whole);
      assertTrue(Files.exists(partial), "nothing that was saved is deleted");
    }
  }

  @Test
  void aGridOfWhichNothingWasDrawnHasNone() throws Exception {
    try (TestQueue t = new TestQueue(folder)) {
      t.queue.setPaused(true);
      long job = t.queue.addGrid(t.settings("a fox", 0, 1), GRID);
      t.queue.cancel(job);
      t.queue.setPaused(false);
      t.queue.add(t.settings("a hare", 0, 1));
      t.awaitIdle();
      assertNull(t.job(job).sheet());
      assertEquals(Job.State.CANCELLED, t.job(job).state());
    }
  }

  @Test
  void aSheetThatACrashPreventedIsDrawnAtTheNextStart() throws Exception {
    long job;
    try (TestQueue t = new TestQueue(folder)) {
      job = t.queue.addGrid(t.settings("a fox", 0, 1), GRID);
      t.awaitIdle();
    }
    Path database = folder.resolve("data/queue.db");
    try (Sql sql = QueueDatabase.open(database, folder.resolve("cache")).sql()) {
      sql.update("UPDATE job SET sheet = NULL, sheet_due = 1");
    }
    try (TestQueue t = new TestQueue(folder)) {
      TestQueue.await(() -> t.job(job).sheet() != null);
      assertNotNull(ImageIO.read(Objects.requireNonNull(t.job(job).sheet()).toFile()));
    }
  }

  @Test
  void aSheetThatCannotBeSavedIsASentenceAndRetryingDrawsIt() throws Exception {
    try (TestQueue t = new TestQueue(folder)) {
      Path aside = folder.resolve("aside");
      t.onSaved =
          picture -> {
            if (picture.index() == 3) {
              Files.move(t.pictures(), aside);
              Files.writeString(t.pictures(), "a file in the way");
            }
          };
      long job = t.queue.addGrid(t.settings("a fox", 0, 1), GRID);
      t.awaitIdle();
      Job ended = t.job(job);
      assertEquals(Job.State.FAILED, ended.state());
      assertEquals(4, ended.done());
      assertTrue(
          String.valueOf(ended.message()).startsWith(t.pictures().toString()),
          String.valueOf(ended.message()));

      Files.delete(t.pictures());
      Files.move(aside, t.pictures());
      t.queue.retry(job);
      TestQueue.await(() -> t.job(job).sheet() != null);
      assertEquals(Job.State.DONE, t.job(job).state());
    }
  }
}
