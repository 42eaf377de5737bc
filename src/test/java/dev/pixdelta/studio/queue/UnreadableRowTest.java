package dev.pixdelta.studio.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.pipeline.ControlType;
import dev.pixdelta.studio.control.ControlPictures;
import dev.pixdelta.studio.control.ControlSettings;
import dev.pixdelta.testing.Eventually;
import dev.pixdelta.testing.Golden;
import dev.pixdelta.testing.TinyModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A row that another version wrote, or a disk damaged, costs itself and nothing else. */
final class UnreadableRowTest {
  private final Path folder;

  UnreadableRowTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private void change(String sql) {
    try (Sql open =
        QueueDatabase.open(folder.resolve("data/queue.db"), folder.resolve("cache")).sql()) {
      open.update(sql);
    }
  }

  private String settingsOf(long job) {
    try (Sql open =
        QueueDatabase.open(folder.resolve("data/queue.db"), folder.resolve("cache")).sql()) {
      return Objects.requireNonNull(
          open.first("SELECT settings FROM job WHERE id = ?", row -> row.getString(1), job));
    }
  }

  /** Three jobs that wait, of two pictures each. */
  private List<Long> threeJobs() {
    try (TestQueue t = new TestQueue(folder)) {
      t.queue.setPaused(true);
      return t.queue.addAll(
          List.of(
              t.settings("a fox", 1, 2), t.settings("a hare", 11, 2), t.settings("a hen", 21, 2)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "null",
        "[]",
        "7",
        "{}", // damaged
        "{\"model\":\"one\",\"prompt\":\"a fox\",\"device\":\"ABACUS\"}", // a renamed constant
        "replace(settings, '\"AUTO\"', '\"ABACUS\"')",
        "replace(settings, '\"batch\":1', '\"batch\":0')",
        "replace(settings, '\"batch\":1', '\"batch\":\"many\"')",
        "replace(settings, '\"quality\":92', '\"quality\":920')",
        "replace(settings, '\"PNG\"', 'null')",
        "replace(settings, '\"controls\":[]', '\"controls\":[{\"type\":\"SMELL\"}]')"
      })
  void aJobThatCannotBeReadIsShownAndKeptAndTheOthersAreDrawn(String settings) {
    List<Long> jobs = threeJobs();
    long bad = jobs.getFirst();
    String value = settings.startsWith("replace(") ? settings : "'" + settings + "'";
    change("UPDATE job SET settings = " + value + " WHERE id = " + bad);
    String kept = settingsOf(bad);
    try (TestQueue t = new TestQueue(folder)) {
      assertEquals(Job.State.UNREADABLE, t.job(bad).state());
      assertTrue(String.valueOf(t.job(bad).message()).contains("cannot be read"));
      assertEquals("a fox", t.job(bad).settings().prompt(), "what could be made out");
      t.queue.move(jobs.getLast(), 0);
      t.queue.setPaused(false);
      Eventually.until(() -> t.saved.size() == 4);
      assertEquals(List.of(21L, 22L, 11L, 12L), t.saved.stream().map(p -> p.seed()).toList());
      t.awaitIdle();
      assertEquals(Job.State.UNREADABLE, t.job(bad).state());
      t.queue.removeEnded();
      assertEquals(List.of(bad), t.queue.jobs().stream().map(Job::id).toList());
      assertTrue(!t.queue.isPaused(), t.notes.toString());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    assertEquals(kept, settingsOf(bad), "as it was");
  }

  @Test
  void whatANewVersionCanReadIsDrawnThen() throws Exception {
    List<Long> jobs = threeJobs();
    String whole = settingsOf(jobs.getFirst());
    change("UPDATE job SET settings = replace(settings, 'AUTO', 'ABACUS') WHERE id < 3");
    try (TestQueue t = new TestQueue(folder)) {
      t.queue.setPaused(false);
      t.awaitIdle();
      assertEquals(2, t.saved.size());
    }
    change("UPDATE job SET settings = replace(settings, 'ABACUS', 'AUTO')");
    assertEquals(whole, settingsOf(jobs.getFirst()));
    try (TestQueue t = new TestQueue(folder)) {
      t.awaitIdle();
      assertEquals(List.of(1L, 2L, 11L, 12L), t.saved.stream().map(p -> p.seed()).toList());
    }
  }

  @Test
  void aJobThatWasDrawnIsDoneWhateverItsSettingsSay() throws Exception {
    long job;
    try (TestQueue t = new TestQueue(folder)) {
      job = t.queue.add(t.settings("a fox", 1, 2));
      t.awaitIdle();
    }
    change("UPDATE job SET settings = '{', sheet = 'a' || char(0)");
    change("UPDATE picture SET file = 'a' || char(0) WHERE number = 1");
    try (TestQueue t = new TestQueue(folder)) {
      assertEquals(Job.State.DONE, t.job(job).state());
      assertNull(t.job(job).sheet());
      assertNotNull(t.queue.pictures(job).getFirst().file());
      assertNull(t.queue.pictures(job).getLast().file());
    }
  }

  @Test
  void aPictureOfAnUnknownStateHasFailedAndCanBeTriedAgain() throws Exception {
    List<Long> jobs = threeJobs();
    change("UPDATE picture SET state = 'POSTPONED' WHERE job = 1 AND number = 0");
    try (TestQueue t = new TestQueue(folder)) {
      t.queue.setPaused(false);
      t.awaitIdle();
      Job job = t.job(jobs.getFirst());
      assertEquals(Job.State.FAILED, job.state());
      assertEquals(1, job.failed());
      assertEquals(1, job.done());
      t.queue.retry(job.id());
      t.awaitIdle();
      assertEquals(Job.State.DONE, t.job(job.id()).state());
    }
  }

  private long gridOfFour() {
    try (TestQueue t = new TestQueue(folder)) {
      t.queue.setPaused(true);
      return t.queue.addGrid(
          t.settings("a fox", 1, 1),
          new Grid(
              new Axis(Axis.Kind.STEPS, List.of("1", "2")),
              new Axis(Axis.Kind.SEED, List.of("5", "6"))));
    }
  }

  @Test
  void aCellThatCannotBeReadFailsAloneWithASentence() throws Exception {
    long job = gridOfFour();
    change("UPDATE picture SET settings = '{' WHERE number = 1");
    try (TestQueue t = new TestQueue(folder)) {
      t.queue.setPaused(false);
      t.awaitIdle();
      assertEquals(3, t.job(job).done());
      assertEquals(1, t.job(job).failed());
      String message = String.valueOf(t.queue.pictures(job).get(1).message());
      assertTrue(Objects.requireNonNull(message).contains("cannot be read"), message);
      assertNotNull(t.job(job).sheet(), "of those that were drawn");
    }
  }

  @Test
  void aGridThatCannotBeReadCostsItsSheetAlone() throws Exception {
    long job = gridOfFour();
    long next;
    change("UPDATE job SET grid = replace(grid, 'STEPS', 'MOOD')");
    try (TestQueue t = new TestQueue(folder)) {
      next = t.queue.add(t.settings("a hare", 11, 1));
      t.queue.setPaused(false);
      t.awaitIdle();
      assertEquals(4, t.job(job).done());
      assertNull(t.job(job).sheet());
      assertTrue(String.valueOf(t.job(job).message()).contains("cannot be read"));
      assertEquals(Job.State.DONE, t.job(next).state());
    }
  }

  @Test
  void whatWasInHandAndCannotBeReadHasFailed() throws Exception {
    List<Long> jobs = threeJobs();
    change("UPDATE picture SET state = 'DRAWING', started = 1 WHERE number = 0 AND job < 3");
    change("UPDATE job SET settings = '{' WHERE id = 1");
    try (TestQueue t = new TestQueue(folder)) {
      t.queue.setPaused(false);
      t.awaitIdle();
      assertEquals(Job.State.UNREADABLE, t.job(jobs.getFirst()).state());
      assertEquals(1, t.job(jobs.getFirst()).failed());
      assertEquals(Job.State.DONE, t.job(jobs.get(1)).state());
    }
  }

  @Test
  void theDrawingsOfJobsThatCannotBeReadAreInUse() throws Exception {
    Path kept = new ControlPictures(folder.resolve("controls")).keep(new byte[] {1});
    Path tiny = Golden.ROOT.resolve("models");
    Path models = Files.createDirectories(folder.resolve("models"));
    Path unused = TinyModel.copy(tiny.resolve("tiny-lcm"), models.resolve("tiny"));
    Path weights = TinyModel.copy(tiny.resolve("tiny-control"), folder.resolve("weights"));
    ControlSettings drawing =
        ControlSettings.drawing(ControlType.SCRIBBLE).withFile(kept).withWeights(weights);
    try (TestQueue t = new TestQueue(folder)) {
      t.queue.setPaused(true);
      t.queue.add(t.settings("tiny", "a fox", 1, 2, 1, 2).withControls(List.of(drawing)));
    }
    change("UPDATE job SET settings = replace(settings, 'AUTO', 'ABACUS')");
    try (TestQueue t = new TestQueue(folder)) {
      Set<String> used = Set.of(String.valueOf(kept.getFileName()));
      assertEquals(used, t.queue.controlPictures());
      t.queue.remove(t.queue.jobs().getFirst().id());
      assertEquals(Set.of(), t.queue.controlPictures());
    }
  }
}
