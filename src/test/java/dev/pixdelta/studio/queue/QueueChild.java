package dev.pixdelta.studio.queue;

import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.ModelOpener;
import dev.pixdelta.studio.picture.Output;
import dev.pixdelta.testing.FakePipeline;
import dev.pixdelta.testing.TestEngine;
import dev.pixdelta.torch.DeviceChoice;
import dev.pixdelta.torch.PrecisionChoice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process that draws one job of ten pictures, if it is let. Says "open" when the job is promised
 * and "done" when nothing is left to draw.
 */
final class QueueChild {
  static final int PICTURES = 10;
  static final String PROMPT = "a {red|green|blue} fox";
  static final long SEED = 1_000;

  private QueueChild() {}

  /**
   * @param args folder, "fake" or a model's folder, batch
   */
  public static void main(String[] args) throws InterruptedException {
    Path folder = Path.of(args[0]);
    boolean fake = args[1].equals("fake");
    ModelOpener opener =
        fake
            ? (model, options) -> new FakePipeline(model, Duration.ofMillis(2), -1)
            : ModelOpener.PIXART;
    JobQueue.Setup s = TestQueue.setup(folder, opener);
    JobQueue.Setup setup =
        new JobQueue.Setup(
            s.database(),
            fake ? s.cacheFolder() : TestEngine.CACHE,
            s.wordLists(),
            s.userStyles(),
            opener,
            s.models());
    try (JobQueue queue = JobQueue.open(setup, new QueueListener() {})) {
      if (queue.jobs().isEmpty()) {
        String model = fake ? "one" : args[1];
        Size size = fake ? new Size(400, 300) : null;
        queue.add(settings(folder, model, size, Integer.parseInt(args[2])));
      }
      System.out.println("open");
      // With hardly a pause: who asks all the time holds up who marks a picture as done, and the
      // moment between its file and its mark becomes long enough to be hit.
      while (!queue.jobs().getFirst().state().isEnded()) {
        Thread.sleep(Duration.ofNanos(300_000));
      }
    }
    System.out.println("done");
  }

  private static GenerationSettings settings(
      Path folder, String model, @Nullable Size size, int batch) {
    return new GenerationSettings(
        model,
        DeviceChoice.CPU,
        PrecisionChoice.FP32,
        PROMPT,
        "",
        null,
        size,
        null,
        2,
        null,
        SEED,
        PICTURES,
        batch,
        Output.in(folder.resolve("pictures")),
        List.of());
  }
}
