package dev.pixdelta.studio.queue;

import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.pipeline.Picture;
import dev.pixdelta.pipeline.PipelineOptions;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.ModelOpener;
import dev.pixdelta.studio.SavedPicture;
import dev.pixdelta.studio.picture.Output;
import dev.pixdelta.testing.FakePipeline;
import dev.pixdelta.text.Sentence;
import dev.pixdelta.torch.DeviceChoice;
import dev.pixdelta.torch.PrecisionChoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A queue in a folder of its own, with models "one" and "two" that draw gradients. Remembers what
 * it hears. Stays as it is when opened again in the same folder.
 */
final class TestQueue implements QueueListener, AutoCloseable {
  static final Duration LONG = Duration.ofMinutes(5);

  private final Path folder;
  private final Semaphore idle = new Semaphore(0);
  final List<FakePipeline> opened = new CopyOnWriteArrayList<>();
  final List<SavedPicture> saved = new CopyOnWriteArrayList<>();
  final List<String> notes = new CopyOnWriteArrayList<>();
  final List<JobProgress> progress = new CopyOnWriteArrayList<>();
  final List<Long> live = new CopyOnWriteArrayList<>();
  final List<String> liveFailures = new CopyOnWriteArrayList<>();
  volatile Consumer<JobProgress> onProgress = p -> {};
  volatile OnSaved onSaved = p -> {};
  final JobQueue queue;

  /** Does something to the disk when a picture is saved. */
  @FunctionalInterface
  interface OnSaved {
    void accept(SavedPicture picture) throws IOException;
  }

  TestQueue(Path folder) {
    this(folder, FakePipeline::new, LONG);
  }

  /** Makes the fake model of a folder. */
  @FunctionalInterface
  interface Fake {
    FakePipeline open(Path model);
  }

  TestQueue(Path folder, Fake fake, Duration idleTime) {
    this.folder = folder;
    this.queue = JobQueue.open(setup(folder, opener(fake)), this, idleTime);
  }

  private ModelOpener opener(Fake fake) {
    return (Path model, PipelineOptions options) -> {
      FakePipeline pipeline = fake.open(model);
      opened.add(pipeline);
      return pipeline;
    };
  }

  static JobQueue.Setup setup(Path folder, ModelOpener opener) {
    Path models = folder.resolve("models");
    try {
      Files.createDirectories(models.resolve("one"));
      Files.createDirectories(models.resolve("two"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new JobQueue.Setup(
        folder.resolve("data/queue.db"),
        folder.resolve("cache"),
        folder.resolve("wordlists"),
        folder.resolve("styles.json"),
        opener,
        new ModelLocator(List.of(new ModelLocator.Root(models, ModelLocator.Source.DATA))));
  }

  /** Where its pictures go. */
  Path pictures() {
    return folder.resolve("pictures");
  }

  GenerationSettings settings(String prompt, long seed, int count) {
    return settings("one", prompt, seed, count, 1, 2);
  }

  GenerationSettings settings(
      String model, String prompt, long seed, int count, int batch, int steps) {
    return new GenerationSettings(
        model,
        DeviceChoice.AUTO,
        PrecisionChoice.AUTO,
        prompt,
        "",
        null,
        null,
        null,
        steps,
        null,
        seed,
        count,
        batch,
        Output.in(pictures()),
        List.of());
  }

  Job job(long id) {
    return queue.jobs().stream().filter(j -> j.id() == id).findFirst().orElseThrow();
  }

  void awaitIdle() throws InterruptedException {
    if (!idle.tryAcquire(20, TimeUnit.SECONDS)) {
      throw new AssertionError("not idle: " + queue.jobs());
    }
  }

  static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it did not come true in time");
      }
      Thread.sleep(2);
    }
  }

  @Override
  public void progress(JobProgress p) {
    progress.add(p);
    onProgress.accept(p);
  }

  @Override
  public void saved(long job, SavedPicture picture) {
    saved.add(picture);
    try {
      onSaved.accept(picture);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void note(long job, Sentence sentence) {
    notes.add(sentence.toString());
  }

  @Override
  public void liveDrawn(long id, Picture picture) {
    live.add(id);
  }

  @Override
  public void liveFailed(long id, Sentence sentence) {
    liveFailures.add(sentence.toString());
  }

  @Override
  public void idle() {
    idle.release();
  }

  @Override
  public void close() {
    queue.close();
  }
}
