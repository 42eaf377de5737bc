package dev.pixdelta.testing;

import dev.pixdelta.diffusion.SamplerKind;
import dev.pixdelta.pipeline.Cancellation;
import dev.pixdelta.pipeline.Drawn;
import dev.pixdelta.pipeline.InvalidRequestException;
import dev.pixdelta.pipeline.ModelDescription;
import dev.pixdelta.pipeline.Picture;
import dev.pixdelta.pipeline.PipelineOptions;
import dev.pixdelta.pipeline.PipelineRequest;
import dev.pixdelta.pipeline.Plan;
import dev.pixdelta.pipeline.Progress;
import dev.pixdelta.pipeline.ProgressListener;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.pipeline.TextToImage;
import dev.pixdelta.text.Sentence;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Draws a gradient that depends on nothing but the seed. Records what it is asked, waits a while in
 * every step if told to, and fails at a given batch if told to.
 */
public final class FakePipeline implements TextToImage {
  private final ModelDescription description;
  private final Duration step;
  private final int failingBatch;
  private final List<Plan> drawn = new ArrayList<>();
  private boolean closed;

  /** One that neither waits nor fails. */
  public FakePipeline(Path model) {
    this(model, Duration.ZERO, -1);
  }

  /**
   * @param step how long a denoising step takes
   * @param failingBatch the batch (from 0) in which it fails, or -1
   */
  public FakePipeline(Path model, Duration step, int failingBatch) {
    this.description =
        new ModelDescription(
            String.valueOf(model.getFileName()),
            model,
            new Size(64, 48),
            SamplerKind.LCM,
            16,
            "cpu",
            "fp32",
            "0123456789");
    this.step = step;
    this.failingBatch = failingBatch;
  }

  /** For use as a {@code ModelOpener}. */
  public static TextToImage open(Path model, PipelineOptions options) {
    Objects.requireNonNull(options);
    return new FakePipeline(model);
  }

  /** Every batch that was drawn, or begun. */
  public List<Plan> drawn() {
    return List.copyOf(drawn);
  }

  public boolean isClosed() {
    return closed;
  }

  @Override
  public ModelDescription description() {
    return description;
  }

  @Override
  public Plan plan(PipelineRequest request) {
    Size size = Objects.requireNonNullElse(request.size(), description.nativeSize());
    SamplerKind sampler = Objects.requireNonNullElse(request.sampler(), description.sampler());
    int steps = Objects.requireNonNullElse(request.steps(), sampler.defaultSteps());
    if (steps < sampler.minSteps() || steps > sampler.maxSteps()) {
      throw new InvalidRequestException("This sampler takes no " + steps + " steps");
    }
    double guidance = Objects.requireNonNullElse(request.guidance(), sampler.defaultGuidance());
    List<Sentence> notes =
        guidance <= 1 && !request.negativePrompt().isEmpty()
            ? List.of(Sentence.of("Without guidance a negative prompt does nothing"))
            : List.of();
    return new Plan(request, size, size, sampler, steps, guidance, notes);
  }

  @Override
  public Drawn draw(Plan plan, ProgressListener progress, Cancellation cancellation) {
    drawn.add(plan);
    progress.onProgress(new Progress.Encoding());
    for (int i = 0; i < plan.steps(); i++) {
      cancellation.check();
      progress.onProgress(new Progress.Denoising(i, plan.steps()));
      pause();
    }
    if (drawn.size() - 1 == failingBatch) {
      throw new IllegalStateException("this batch\nwas told to fail");
    }
    int n = plan.request().seeds().size();
    List<Picture> pictures = new ArrayList<>();
    float[] latents = new float[n * 4];
    for (int i = 0; i < n; i++) {
      cancellation.check();
      progress.onProgress(new Progress.Decoding(i, n));
      long seed = plan.request().seeds().get(i);
      pictures.add(gradient(plan.size(), seed));
      latents[4 * i] = seed;
    }
    return new Drawn(
        pictures,
        new Drawn.Latents(new long[] {n, 4, 1, 1}, latents),
        new Drawn.Seconds(1, 0.5 * n, 0.25 * n, 0.125 * n));
  }

  private void pause() {
    try {
      Thread.sleep(step);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Picture gradient(Size size, long seed) {
    byte[] rgb = new byte[3 * size.width() * size.height()];
    for (int i = 0; i < rgb.length; i++) {
      int pixel = i / 3;
      rgb[i] = (byte) (seed * 31 + pixel % size.width() + pixel / size.width() + 40L * (i % 3));
    }
    return new Picture(size, rgb);
  }

  @Override
  public void close() {
    closed = true;
  }
}
