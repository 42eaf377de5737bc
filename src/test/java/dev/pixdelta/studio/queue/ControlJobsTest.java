package dev.pixdelta.studio.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.pipeline.ControlType;
import dev.pixdelta.pipeline.InvalidRequestException;
import dev.pixdelta.pipeline.Picture;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.control.ControlSettings;
import dev.pixdelta.studio.picture.PictureFiles;
import dev.pixdelta.testing.FakePipeline;
import dev.pixdelta.testing.Golden;
import dev.pixdelta.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A control that cannot steer is refused when it is asked for, not when its turn comes. */
final class ControlJobsTest {
  private static final Path TINY = Golden.ROOT.resolve("models");

  private final Path folder;
  private final Path weights;
  private final Path picture;

  ControlJobsTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    Path models = Files.createDirectories(folder.resolve("models"));
    Path unused = TinyModel.copy(TINY.resolve("tiny-lcm"), models.resolve("tiny"));
    unused = TinyModel.copy(TINY.resolve("tiny-512"), models.resolve("other"));
    weights = TinyModel.copy(TINY.resolve("tiny-control"), folder.resolve("weights"));
    picture = folder.resolve("map.png");
    PictureFiles.saveAs(new Picture(new Size(64, 48), new byte[3 * 64 * 48]), picture);
  }

  private GenerationSettings steered(TestQueue t) {
    return t.settings("tiny", "a heart", 1, 1, 1, 2)
        .withControls(
            List.of(new ControlSettings(picture, ControlType.MAP, false, weights, 1, 0, 1, false)));
  }

  private static void refused(String part, Executable added) {
    String sentence =
        String.valueOf(assertThrows(InvalidRequestException.class, added).getMessage());
    assertTrue(sentence.contains(part), sentence);
  }

  @Test
  void itIsRefusedWithAllThatCameWithIt() throws IOException {
    try (TestQueue t = new TestQueue(folder)) {
      GenerationSettings good = t.settings("tiny", "a heart", 1, 1, 1, 2);
      GenerationSettings steered = steered(t);
      Files.delete(picture);
      refused("map.png", () -> t.queue.add(steered));
      refused("map.png", () -> t.queue.addAll(List.of(good, steered)));
      assertEquals(List.of(), t.queue.jobs());
    }
  }

  @Test
  void aGridIsRefusedWhereOneOfItsModelsCannotBeSteered() {
    try (TestQueue t = new TestQueue(folder)) {
      Axis steps = new Axis(Axis.Kind.STEPS, List.of("1", "2"));
      Axis models = new Axis(Axis.Kind.MODEL, List.of("tiny", " other "));
      refused("weights", () -> t.queue.addGrid(steered(t), new Grid(steps, models)));
      assertEquals(List.of(), t.queue.jobs());
    }
  }

  @Test
  void tryingAgainIsRefusedWhileItCannotHelp() throws Exception {
    try (TestQueue t =
        new TestQueue(folder, m -> new FakePipeline(m, Duration.ZERO, 0), TestQueue.LONG)) {
      long id = t.queue.add(steered(t));
      t.awaitIdle();
      assertEquals(Job.State.FAILED, t.job(id).state());
      Path elsewhere = Files.move(weights, folder.resolve("elsewhere"));
      refused(weights.toString(), () -> t.queue.retry(id));
      assertEquals(Job.State.FAILED, t.job(id).state());
      Files.move(elsewhere, weights);
      t.queue.retry(id);
      t.awaitIdle();
    }
  }
}
