package dev.pixdelta.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.pixdelta.pipeline.Cancellation;
import dev.pixdelta.pipeline.CancelledException;
import dev.pixdelta.pipeline.PipelineOptions;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.Benchmark;
import dev.pixdelta.studio.GenerationListener.GenerationProgress;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pixdelta bench}: how fast a model draws on this machine, and in how much memory. */
@Command(
    name = "bench",
    description = "Measures a model: the first picture of a process, then medians of more.",
    mixinStandardHelpOptions = true,
    versionProvider = ManifestVersion.class)
final class BenchCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin ModelArguments model = new ModelArguments();

  @Option(
      names = "--prompt",
      paramLabel = "TEXT",
      defaultValue = "a red fox and a snowman",
      description = "What to draw.")
  String prompt = "";

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "3",
      description = "Pictures after the first.")
  int repeat;

  @Option(names = "--json", description = "Print one JSON object.")
  boolean json;

  BenchCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Size size = model.size();
    PipelineOptions options = model.options(context);
    Benchmark.Settings settings =
        new Benchmark.Settings(
            model.find(context), options, prompt, size, model.steps, model.guidance, repeat);
    Cancellation cancellation = new Cancellation();
    try (Interruption _ = new Interruption(cancellation)) {
      return measure(settings, cancellation);
    }
  }

  private int measure(Benchmark.Settings settings, Cancellation cancellation) {
    Benchmark.Result result;
    try (ProgressPrinter progress = new ProgressPrinter(context.err(), context.terminal())) {
      result =
          new Benchmark(context.opener())
              .run(
                  settings,
                  (picture, stage) ->
                      progress.show(
                          new GenerationProgress(picture, 1, settings.repeat() + 1, stage)),
                  cancellation);
    } catch (CancelledException e) {
      context.err().println("Cancelled");
      return ExitCodes.CANCELLED;
    }
    if (json) {
      context.out().println(JsonLine.of(j -> write(j, settings, result)));
    } else {
      print(settings, result);
    }
    return ExitCodes.OK;
  }

  private void print(Benchmark.Settings settings, Benchmark.Result r) {
    context
        .out()
        .println(
            r.model().name()
                + ", "
                + r.plan().size()
                + ", "
                + r.plan().steps()
                + " steps, "
                + r.model().device()
                + " "
                + r.model().precision()
                + ", "
                + threads(settings)
                + " threads");
    context.out().println("start to first picture: " + seconds(r.startToFirstPicture()));
    context.out().println("cold: " + stages(r.cold()));
    if (r.warm() != null) {
      context.out().println("warm: " + stages(r.warm()) + " (medians)");
    }
    if (r.peak() != null) {
      context.out().println("peak resident memory: " + megabytes(r.peak()) + " MiB");
    }
  }

  private static String stages(Benchmark.Stages s) {
    return "text "
        + seconds(s.text())
        + ", step "
        + seconds(s.step())
        + ", decode "
        + seconds(s.decode())
        + ", total "
        + seconds(s.total());
  }

  private static String seconds(double seconds) {
    return Math.round(seconds * 1e3) / 1e3 + " s";
  }

  /** The keys are those of the Python benchmark that the project is measured against. */
  private static void write(JsonGenerator json, Benchmark.Settings s, Benchmark.Result r)
      throws IOException {
    json.writeStringField("engine", "pixdelta");
    json.writeStringField("model", r.model().name());
    json.writeStringField("prompt", s.prompt());
    json.writeStringField("size", r.plan().size().toString());
    json.writeNumberField("steps", r.plan().steps());
    json.writeNumberField("guidance", r.plan().guidance());
    json.writeStringField("dtype", r.model().precision());
    json.writeStringField("device", r.model().device());
    json.writeNumberField("threads", threads(s));
    json.writeNumberField("load_s", JsonLine.seconds(r.startToFirstPicture() - r.cold().total()));
    json.writeNumberField("start_to_first_picture_s", JsonLine.seconds(r.startToFirstPicture()));
    write(json, "cold", r.cold(), r.plan().steps());
    write(json, "warm", r.warm(), r.plan().steps());
    json.writeArrayFieldStart("warm_total_all_s");
    for (double total : r.warmTotals()) {
      json.writeNumber(JsonLine.seconds(total));
    }
    json.writeEndArray();
    write(json, "peak_rss_first_mb", r.peakFirst());
    write(json, "peak_rss_mb", r.peak());
  }

  private static void write(
      JsonGenerator json, String key, Benchmark.@Nullable Stages stages, int steps)
      throws IOException {
    if (stages == null) {
      json.writeNullField(key);
      return;
    }
    json.writeObjectFieldStart(key);
    json.writeNumberField("text_s", JsonLine.seconds(stages.text()));
    json.writeNumberField("step_s", JsonLine.seconds(stages.step()));
    json.writeNumberField("steps", steps);
    json.writeNumberField("decode_s", JsonLine.seconds(stages.decode()));
    json.writeNumberField("total_s", JsonLine.seconds(stages.total()));
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String key, @Nullable Long bytes)
      throws IOException {
    if (bytes == null) {
      json.writeNullField(key);
    } else {
      json.writeNumberField(key, megabytes(bytes));
    }
  }

  private static long megabytes(long bytes) {
    return Math.round(bytes / 1048576.0);
  }

  private static int threads(Benchmark.Settings s) {
    int threads = s.options().threads();
    return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
  }
}
