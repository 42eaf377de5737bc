package dev.pixdelta.gui.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.gui.shell.Background;
import dev.pixdelta.gui.shell.QueueEvents;
import dev.pixdelta.gui.shell.Session;
import dev.pixdelta.hub.Folders;
import dev.pixdelta.pipeline.Picture;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.SavedPicture;
import dev.pixdelta.studio.queue.Job;
import dev.pixdelta.text.Sentence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunModelTest {
  private final Path folder;
  private final Session session;
  private final QueueEvents events = new QueueEvents(Runnable::run);
  private List<Job> jobs = List.of();
  private final RunModel run;

  RunModelTest(@TempDir Path folder) {
    this.folder = folder;
    session = Session.open(folder.resolve("session.json"));
    run = model();
  }

  private RunModel model() {
    return new RunModel(
        () -> jobs,
        () -> true,
        events,
        Background.sameThread(
            e -> {
              throw new AssertionError(e);
            }),
        session);
  }

  private void jobs(Job... now) {
    jobs = List.of(now);
    events.changed();
  }

  private static @Nullable Sentence said(@Nullable String message) {
    return message == null ? null : Sentence.of(message);
  }

  private Job job(long id, Job.State state, @Nullable String message) {
    GenerateModel model =
        new GenerateModel(session, new Folders(folder, folder, folder), () -> folder);
    model.size.set(new Size(64, 32));
    return new Job(id, model.settings(), null, state, 1, 0, 0, Instant.EPOCH, said(message), null);
  }

  private SavedPicture picture(String name) throws IOException {
    Path file = Files.write(folder.resolve(name), new byte[1]);
    return new SavedPicture(
        file, 0, name, 7, new Size(64, 32), "nano", 4, new SavedPicture.Seconds(0, 0, 0));
  }

  private static Picture preview() {
    return new Picture(new Size(2, 1), new byte[6]);
  }

  @Test
  void aPreviewGivesWayToThePicture() throws IOException {
    assertInstanceOf(Shown.Nothing.class, run.shownProperty().get());
    jobs(job(1, Job.State.RUNNING, null));
    assertInstanceOf(Shown.Waiting.class, run.shownProperty().get());
    events.preview(1, 0, 0, 4, preview());
    Shown.Preview shown = assertInstanceOf(Shown.Preview.class, run.shownProperty().get());
    assertEquals(new Size(64, 32), shown.size(), "it takes the room of the finished one");
    events.saved(1, picture("a.png"));
    Shown.Finished finished = assertInstanceOf(Shown.Finished.class, run.shownProperty().get());
    assertEquals("a.png", finished.picture().prompt());
  }

  @Test
  void aPickedPictureStaysUntilTheNextPress() throws IOException {
    events.saved(1, picture("a.png"));
    events.saved(1, picture("b.png"));
    run.pick(run.recent().getLast());
    events.preview(1, 0, 0, 4, preview());
    events.saved(1, picture("c.png"));
    assertEquals(new Shown.Finished(run.recent().getLast()), run.shownProperty().get());
    run.follow();
    assertEquals(new Shown.Finished(run.recent().getFirst()), run.shownProperty().get());
    assertEquals("c.png", run.recent().getFirst().prompt());
  }

  @Test
  void aCancelledJobLeavesNoPreviewBehind() throws IOException {
    events.saved(1, picture("a.png"));
    jobs(job(2, Job.State.RUNNING, null));
    events.preview(2, 0, 0, 4, preview());
    jobs(job(2, Job.State.CANCELLED, null));
    assertEquals(new Shown.Finished(run.recent().getFirst()), run.shownProperty().get());
    assertNull(run.runningProperty().get());
  }

  @Test
  void failuresAreToldOnceAndNotThoseOfYesterday() {
    jobs = List.of(job(1, Job.State.FAILED, "of yesterday"));
    RunModel fresh = model();
    assertNull(fresh.failedProperty().get());
    jobs(jobs.getFirst(), job(2, Job.State.RUNNING, null));
    jobs(jobs.getFirst(), job(2, Job.State.FAILED, "of today"));
    assertNotNull(fresh.failedProperty().get());
    assertEquals(said("of today"), fresh.failedProperty().get().message());
    jobs(jobs.getFirst(), job(2, Job.State.RUNNING, null));
    jobs(jobs.getFirst(), job(2, Job.State.FAILED, "again"));
    assertEquals(said("again"), fresh.failedProperty().get().message());
  }

  @Test
  void countsWhatIsNotEnded() {
    jobs(
        job(1, Job.State.DONE, null),
        job(2, Job.State.RUNNING, null),
        job(3, Job.State.QUEUED, null));
    assertEquals(2, run.openProperty().get());
  }

  @Test
  void theStripComesBackWithoutWhatWasDeleted() throws IOException {
    events.saved(1, picture("a.png"));
    events.saved(1, picture("b.png"));
    Files.delete(folder.resolve("b.png"));
    RunModel again = model();
    assertEquals(List.of("a.png"), again.recent().stream().map(Recent::prompt).toList());
    run.dropMissing();
    assertEquals(again.recent(), run.recent());
    assertTrue(
        run.shownProperty().get() instanceof Shown.Finished f
            && f.picture().prompt().equals("a.png"));
  }
}
