package dev.pixdelta.cli;

import dev.pixdelta.diffusion.SamplerKind;
import dev.pixdelta.pipeline.Binning;
import dev.pixdelta.pipeline.Cancellation;
import dev.pixdelta.pipeline.CancelledException;
import dev.pixdelta.pipeline.InvalidRequestException;
import dev.pixdelta.pipeline.PipelineOptions;
import dev.pixdelta.studio.GenerationListener;
import dev.pixdelta.studio.GenerationRequest;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.SavedPicture;
import dev.pixdelta.studio.Studio;
import dev.pixdelta.studio.prompt.PromptFile;
import dev.pixdelta.studio.prompt.Styles;
import dev.pixdelta.studio.queue.PromptFileJobs;
import dev.pixdelta.text.Sentence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pixdelta generate}: draws pictures and prints where they are. */
@Command(
    name = "generate",
    description = "Draws pictures. Prints the path of each as soon as it is saved.",
    mixinStandardHelpOptions = true,
    versionProvider = ManifestVersion.class)
final class GenerateCommand implements Callable<Integer> {
  private final CommandContext context;
  private int saved;

  @Mixin ModelArguments model = new ModelArguments();

  @Parameters(
      paramLabel = "PROMPT",
      arity = "0..*",
      description = "What to draw. After --, a prompt may begin with a hyphen.")
  List<String> prompts = new ArrayList<>();

  @Option(
      names = "--prompts-file",
      paramLabel = "FILE",
      description =
          "More prompts, one a line, or a table (.csv, .tsv) with a column 'prompt'; - reads stdin.")
  @Nullable String promptsFile;

  @Option(
      names = "--negative",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "What not to draw; needs guidance above 1.")
  String negative = "";

  @Option(
      names = "--sampler",
      paramLabel = "auto|lcm|dpm++",
      defaultValue = "auto",
      description = "auto takes the one the model names.")
  String sampler = "auto";

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the first picture, 0 to 4294967295; seeds run on. Default: random.")
  @Nullable Long seed;

  @Option(
      names = "--binning",
      paramLabel = "auto|on|off",
      defaultValue = "auto",
      description = "Draw at the nearest size the model was trained on, then resize and crop.")
  Binning binning = Binning.AUTO;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "1",
      description = "Pictures of each prompt.")
  int count;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "1",
      description = "Pictures drawn in one pass; more need more memory.")
  int batch;

  @ArgGroup(
      exclusive = false,
      multiplicity = "0..2",
      heading = "Steering by a picture; all of these once more for a second one:%n")
  List<ControlArguments> controls = new ArrayList<>();

  @Mixin OutputArguments output = new OutputArguments();

  @Option(
      names = "--save-latents",
      paramLabel = "FILE.safetensors",
      description = "Save the final latents of all pictures too.")
  @Nullable Path latents;

  @Option(names = "--json", description = "Print one JSON object a picture instead of its path.")
  boolean json;

  GenerateCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    List<GenerationRequest> runs = runs();
    Cancellation cancellation = new Cancellation();
    try (Interruption _ = new Interruption(cancellation)) {
      return draw(runs, cancellation);
    }
  }

  private int draw(List<GenerationRequest> runs, Cancellation cancellation) {
    int pictures = runs.stream().mapToInt(r -> r.pictures().size()).sum();
    try (ProgressPrinter progress = new ProgressPrinter(context.err(), context.terminal());
        Studio studio = new Studio(context.opener(), context.models())) {
      Printer printer = new Printer(progress, pictures);
      for (GenerationRequest run : runs) {
        studio.generate(run, printer, cancellation);
      }
      return ExitCodes.OK;
    } catch (CancelledException e) {
      context.err().println("Cancelled; " + saved + " of " + pictures + " pictures are saved");
      return ExitCodes.CANCELLED;
    }
  }

  /** Checks what can be checked without the model before looking for it. */
  private List<GenerationRequest> runs() {
    List<String> words = new ArrayList<>(prompts);
    PromptFile table = null;
    Path file = promptsFile == null || promptsFile.equals("-") ? null : Path.of(promptsFile);
    if (file != null && PromptFile.isTable(file)) {
      table = PromptFile.read(file);
    } else if (file != null) {
      PromptFile.read(file).rows().forEach(row -> words.add(row.prompt()));
    } else if (promptsFile != null) {
      words.addAll(PromptFile.lines("standard input", context.in()));
    }
    PipelineOptions options = model.options(context);
    GenerationSettings ground = ground(seed == null ? randomSeed(words, table) : seed);
    if (!words.isEmpty()) {
      GenerationRequest.checkSeries(words.size(), count, ground.seed());
    }
    List<GenerationSettings> jobs = new ArrayList<>();
    long first = ground.seed();
    for (String prompt : words) {
      jobs.add(ground.withPrompt(prompt).withSeries(first, count));
      first += count;
    }
    if (file != null && table != null) {
      jobs.addAll(PromptFileJobs.of(file, table, ground.withSeries(first, count)));
      if (!table.unknown().isEmpty()) {
        context.err().println("Passed over in " + file + ": " + String.join(", ", table.unknown()));
      }
    }
    RunPlan plan = RunPlan.of(jobs, Styles.of(context.folders()), latents != null);
    if (seed == null) {
      context.err().println("Seed: " + plan.firstSeed());
    }
    return plan.requests(
        name -> name.isEmpty() ? model.find(context) : context.models().find(name),
        options,
        binning,
        latents);
  }

  /** Of which the rows of a table, that may each ask for several pictures, run on. */
  private long randomSeed(List<String> words, @Nullable PromptFile table) {
    return table == null
        ? GenerationRequest.randomSeed(words.size(), count)
        : GenerationRequest.randomSeed(GenerationRequest.MAX_PICTURES, 1);
  }

  /** What a prompt asks for where its row in a table says nothing else. */
  private GenerationSettings ground(long first) {
    return new GenerationSettings(
        Objects.requireNonNullElse(model.model, ""),
        model.device,
        model.precision,
        "",
        negative,
        null,
        model.size(),
        samplerKind(),
        model.steps,
        model.guidance,
        first,
        count,
        batch,
        output.output(context),
        controls.stream().map(ControlArguments::settings).toList());
  }

  private @Nullable SamplerKind samplerKind() {
    return switch (sampler.toLowerCase(Locale.ROOT)) {
      case "auto" -> null;
      case "lcm" -> SamplerKind.LCM;
      case "dpm++" -> SamplerKind.DPM_SOLVER_PP;
      default ->
          throw new InvalidRequestException(
              "--sampler can be auto, lcm or dpm++, not '{0}'", sampler);
    };
  }

  private final class Printer implements GenerationListener {
    private final ProgressPrinter progress;
    private final int pictures;
    private final Set<Sentence> told = new HashSet<>();

    Printer(ProgressPrinter progress, int pictures) {
      this.progress = progress;
      this.pictures = pictures;
    }

    @Override
    public void note(Sentence sentence) {
      if (told.add(sentence)) {
        progress.line(sentence.toString());
      }
    }

    @Override
    public void progress(GenerationProgress p) {
      progress.show(new GenerationProgress(p.first(), p.batch(), pictures, p.stage()));
    }

    @Override
    public void saved(SavedPicture picture) {
      saved++;
      progress.close(); // or the path would stand behind the bar
      try {
        context.out().println(json ? jsonLine(picture) : picture.path().toString());
      } catch (OutputException e) {
        if (!e.readerGone()) {
          progress.line("The picture is saved as " + picture.path());
        }
        throw e;
      }
    }
  }

  private static String jsonLine(SavedPicture p) {
    return JsonLine.of(
        json -> {
          json.writeStringField("path", p.path().toString());
          json.writeNumberField("seed", p.seed());
          json.writeNumberField("width", p.size().width());
          json.writeNumberField("height", p.size().height());
          json.writeStringField("model", p.model());
          json.writeNumberField("steps", p.steps());
          json.writeObjectFieldStart("seconds");
          json.writeNumberField("text", JsonLine.seconds(p.seconds().text()));
          json.writeNumberField("denoise", JsonLine.seconds(p.seconds().denoise()));
          json.writeNumberField("decode", JsonLine.seconds(p.seconds().decode()));
          json.writeNumberField("total", JsonLine.seconds(p.seconds().total()));
          json.writeEndObject();
        });
  }
}
