package dev.pixdelta.studio;

import dev.pixdelta.pipeline.Binning;
import dev.pixdelta.pipeline.Cancellation;
import dev.pixdelta.pipeline.Drawn;
import dev.pixdelta.pipeline.InvalidRequestException;
import dev.pixdelta.pipeline.ModelDescription;
import dev.pixdelta.pipeline.PipelineOptions;
import dev.pixdelta.pipeline.PipelineRequest;
import dev.pixdelta.pipeline.Plan;
import dev.pixdelta.pipeline.Progress;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.pipeline.TextToImage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Measures a model: the first picture of this process, then some more. Every picture has a prompt
 * of its own, with numbers of a few tokens behind what was asked for, so that text is always
 * encoded and never found in the embedding cache.
 */
public final class Benchmark {
  /** Most repetitions. */
  public static final int MAX_REPEAT = 1_000;

  private final ModelOpener opener;
  private final PeakMemory memory = new PeakMemory();

  public Benchmark(ModelOpener opener) {
    this.opener = opener;
  }

  /** Hears how far it is, on the measuring thread. */
  @FunctionalInterface
  public interface Listener {
    /** A stage of a picture (from 0, which is the cold one) begins. */
    void progress(int picture, Progress stage);
  }

  /**
   * What to measure.
   *
   * @param model folder of the model
   * @param options how it is opened
   * @param size null for the native one
   * @param steps null for the sampler's default
   * @param guidance null for the sampler's default
   * @param repeat warm pictures, 0 to 1000
   */
  public record Settings(
      Path model,
      PipelineOptions options,
      String prompt,
      @Nullable Size size,
      @Nullable Integer steps,
      @Nullable Double guidance,
      int repeat) {
    /**
     * @throws InvalidRequestException if {@code repeat} is out of its range
     */
    public Settings {
      if (repeat < 0 || repeat > MAX_REPEAT) {
        throw new InvalidRequestException(
            "The repetitions can be 0 to {0}, not {1}", MAX_REPEAT, repeat);
      }
    }
  }

  /**
   * Seconds of one picture, or medians of several.
   *
   * @param step one denoising step
   * @param total text, all steps and decoding, without loading
   */
  public record Stages(double text, double step, double decode, double total) {}

  /**
   * What was measured.
   *
   * @param startToFirstPicture seconds from the start of this process to the first picture in
   *     memory
   * @param cold the first picture
   * @param warm medians of the others, or null if there are none
   * @param warmTotals of each of the others
   * @param peakFirst peak resident bytes after the first picture, or null where unknown
   * @param peak peak resident bytes at the end, or null where unknown
   */
  public record Result(
      ModelDescription model,
      Plan plan,
      double startToFirstPicture,
      Stages cold,
      @Nullable Stages warm,
      List<Double> warmTotals,
      @Nullable Long peakFirst,
      @Nullable Long peak) {
    public Result {
      warmTotals = List.copyOf(warmTotals);
    }
  }

  /**
   * Measures; blocking.
   *
   * @throws InvalidRequestException if the model cannot serve the settings
   * @throws dev.pixdelta.pipeline.CancelledException if cancelled
   * @throws dev.pixdelta.weights.ModelFileException if a model file is at fault
   */
  public Result run(Settings settings, Listener listener, Cancellation cancellation) {
    int run = ThreadLocalRandom.current().nextInt(100_000, 1_000_000);
    try (TextToImage pipeline = opener.open(settings.model(), settings.options())) {
      boolean guided = pipeline.plan(request(settings, 0, run, false)).guidance() > 1;
      Plan plan = pipeline.plan(request(settings, 0, run, guided));
      Stages cold =
          stages(plan, pipeline.draw(plan, stage -> listener.progress(0, stage), cancellation));
      double first = secondsSinceStart();
      Long peakFirst = memory.bytes();
      List<Stages> warm = new ArrayList<>();
      for (int i = 1; i <= settings.repeat(); i++) {
        int picture = i;
        Plan next = pipeline.plan(request(settings, i, run, guided));
        warm.add(
            stages(
                next,
                pipeline.draw(next, stage -> listener.progress(picture, stage), cancellation)));
      }
      return new Result(
          pipeline.description(),
          plan,
          first,
          cold,
          warm.isEmpty() ? null : medians(warm),
          warm.stream().map(Stages::total).toList(),
          peakFirst,
          memory.bytes());
    }
  }

  /**
   * A picture whose text was never encoded, in this run or an earlier one. Negative prompts differ
   * too: with guidance they are half of the text.
   */
  private static PipelineRequest request(Settings s, int i, int run, boolean guided) {
    String number = " " + run + " " + i;
    return new PipelineRequest(
        List.of(s.prompt() + number),
        List.of((long) i),
        guided ? "blurred" + number : "",
        s.size(),
        Binning.OFF,
        null,
        s.steps(),
        s.guidance());
  }

  private static Stages stages(Plan plan, Drawn drawn) {
    Drawn.Seconds s = drawn.seconds();
    return new Stages(s.text(), s.denoise() / plan.steps(), s.decode(), s.total());
  }

  private static Stages medians(List<Stages> all) {
    return new Stages(
        median(all, Stages::text),
        median(all, Stages::step),
        median(all, Stages::decode),
        median(all, Stages::total));
  }

  private static double median(List<Stages> all, ToDoubleFunction<Stages> stage) {
    double[] sorted = all.stream().mapToDouble(stage).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private static double secondsSinceStart() {
    Instant now = Instant.now();
    Instant start = ProcessHandle.current().info().startInstant().orElse(now);
    return Duration.between(start, now).toNanos() / 1e9;
  }
}
