package dev.pixdelta.cli;

import dev.pixdelta.diffusion.SamplerKind;
import dev.pixdelta.pipeline.Binning;
import dev.pixdelta.pipeline.Cancellation;
import dev.pixdelta.pipeline.CancelledException;
import dev.pixdelta.pipeline.InvalidRequestException;
import dev.pixdelta.pipeline.PipelineOptions;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.GenerationListener;
import dev.pixdelta.studio.GenerationRequest;
import dev.pixdelta.studio.PictureRequest;
import dev.pixdelta.studio.SavedPicture;
import dev.pixdelta.studio.Studio;
import dev.pixdelta.studio.picture.Output;
import dev.pixdelta.studio.prompt.PromptFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
      description = "More prompts, one a line, UTF-8, blank lines skipped; - reads stdin.")
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
    GenerationRequest request = request();
    if (seed == null) {
      context.err().println("Seed: " + request.pictures().getFirst().seed());
    }
    Cancellation cancellation = new Cancellation();
    try (Interruption _ = new Interruption(cancellation)) {
      return draw(request, cancellation);
    }
  }

  private int draw(GenerationRequest request, Cancellation cancellation) {
    try (ProgressPrinter progress = new ProgressPrinter(context.err(), context.terminal());
        Studio studio = new Studio(context.opener(), context.models())) {
      studio.generate(request, new Printer(progress), cancellation);
      return ExitCodes.OK;
    } catch (CancelledException e) {
      context
          .err()
          .println(
              "Cancelled; " + saved + " of " + request.pictures().size() + " pictures are saved");
      return ExitCodes.CANCELLED;
    }
  }

  /** Checks what can be checked without the model before looking for it. */
  private GenerationRequest request() {
    List<String> all = new ArrayList<>(prompts);
    if (promptsFile != null) {
      all.addAll(
          promptsFile.equals("-")
              ? PromptFile.lines("standard input", context.in())
              : PromptFile.lines(Path.of(promptsFile)));
    }
    SamplerKind samplerKind = samplerKind();
    Size size = model.size();
    PipelineOptions options = model.options(context);
    Output saving = output.output(context);
    long first = seed == null ? GenerationRequest.randomSeed(all.size(), count) : seed;
    List<PictureRequest> pictures = PictureRequest.series(all, count, first);
    GenerationRequest.checkRun(pictures.size(), batch, model.guidance, latents != null);
    return new GenerationRequest(
        model.find(context),
        options,
        pictures,
        negative,
        size,
        binning,
        samplerKind,
        model.steps,
        model.guidance,
        batch,
        saving,
        latents,
        controls.stream().map(ControlArguments::settings).toList());
  }

  private @Nullable SamplerKind samplerKind() {
    return switch (sampler.toLowerCase(Locale.ROOT)) {
      case "auto" -> null;
      case "lcm" -> SamplerKind.LCM;
      case "dpm++" -> SamplerKind.DPM_SOLVER_PP;
      default ->
          throw new InvalidRequestException(
              "--sampler can be auto, lcm or dpm++, not '" + sampler + "'");
    };
  }

  private final class Printer implements GenerationListener {
    private final ProgressPrinter progress;

    Printer(ProgressPrinter progress) {
      this.progress = progress;
    }

    @Override
    public void note(String sentence) {
      progress.line(sentence);
    }

    @Override
    public void progress(GenerationProgress p) {
      progress.show(p);
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
