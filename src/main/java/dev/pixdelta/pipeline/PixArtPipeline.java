package dev.pixdelta.pipeline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.pixdelta.diffusion.Sampler;
import dev.pixdelta.diffusion.SamplerKind;
import dev.pixdelta.diffusion.SchedulerClass;
import dev.pixdelta.diffusion.SchedulerConfig;
import dev.pixdelta.hub.ConfigFile;
import dev.pixdelta.hub.ModelFolder;
import dev.pixdelta.model.AutoencoderKl;
import dev.pixdelta.model.PixArtTransformer;
import dev.pixdelta.text.Sentence;
import dev.pixdelta.torch.LinearKernel;
import dev.pixdelta.torch.Precision;
import dev.pixdelta.torch.Torch;
import dev.pixdelta.weights.Closer;
import dev.pixdelta.weights.ModelFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A PixArt model folder that draws: PIXART-α with either sampler, PIXART-δ with LCM.
 *
 * <p>Everything in the folder is checked when it is opened; each network is read when it is first
 * needed and stays until {@link #close}.
 */
public final class PixArtPipeline implements TextToImage {
  private final Closer opened;
  private final Torch torch;
  private final ModelDescription description;
  private final ConfigFile schedulerFile;
  private final Map<SamplerKind, SchedulerConfig> schedulers;
  private final SchedulerClass named;
  private final PromptEncoder prompts;
  private final PixArtTransformer transformer;
  private final AutoencoderKl vae;
  private final ControlNetworks controls;
  private final SizePlanner sizes;
  private final ModelFolder folder;
  private final Path previews;
  private @Nullable LatentPreview preview;

  private PixArtPipeline(ModelFolder folder, PipelineOptions options, Torch torch, Closer opened) {
    this.opened = opened;
    this.torch = torch;
    schedulerFile = folder.config("scheduler");
    named = SchedulerClass.of(schedulerFile);
    schedulers = SchedulerConfig.readAll(schedulerFile);
    ModelConfigs configs = ModelConfigs.read(folder);
    prompts = PromptEncoder.open(folder, configs.text(), torch, options.cacheFolder());
    opened.register(prompts);
    transformer =
        opened.register(
            PixArtTransformer.open(torch, configs.transformer(), folder.weights("transformer")));
    vae = opened.register(AutoencoderKl.open(torch, configs.vae(), folder.weights("vae")));
    this.folder = folder;
    this.previews = options.cacheFolder().resolve("previews");
    controls =
        opened.register(
            new ControlNetworks(torch, transformer, vae, finite(Sentence.of("VAE"), "vae")));
    sizes = configs.sizes();
    description =
        new ModelDescription(
            folder.name(),
            folder.path(),
            sizes.nativeSize(),
            named.nearest(),
            sizes.multiple(),
            torch.device().isGpu() ? "cuda" : "cpu",
            torch.precision().label(),
            folder.transformerHash(options.cacheFolder()));
  }

  /**
   * Opens a model and checks all of its files.
   *
   * @throws ModelFileException if a file is missing, damaged or makes no sense
   * @throws dev.pixdelta.torch.EngineException if the device or precision cannot be had
   */
  public static TextToImage open(ModelFolder folder, PipelineOptions options) {
    return open(folder, options, null);
  }

  /** As above, with one kernel for all linear layers, or the fastest of each. */
  static TextToImage open(
      ModelFolder folder, PipelineOptions options, @Nullable LinearKernel kernel) {
    return Closer.allOrNone(
        opened -> {
          Torch torch =
              Torch.open(
                  options.device(),
                  options.precision(),
                  options.threads(),
                  options.cacheFolder(),
                  kernel);
          return new PixArtPipeline(folder, options, opened.register(torch), opened);
        });
  }

  @Override
  public ModelDescription description() {
    return description;
  }

  @Override
  public Plan plan(PipelineRequest request) {
    List<Sentence> notes = new ArrayList<>(SharedParts.notes(folder));
    SamplerKind kind = request.sampler() != null ? request.sampler() : description.sampler();
    SchedulerConfig scheduler = scheduler(kind);
    notes.addAll(SamplerNotes.of(named, scheduler, request.sampler() != null));
    int steps = request.steps() != null ? request.steps() : kind.defaultSteps();
    int most = Sampler.maxSteps(scheduler);
    if (steps < kind.minSteps() || steps > most) {
      throw new InvalidRequestException(
          "{0} draws in {1} to {2} steps, not in {3}", kind.label(), kind.minSteps(), most, steps);
    }
    double guidance = request.guidance() != null ? request.guidance() : kind.defaultGuidance();
    if (!(guidance >= 0 && guidance <= 100)) {
      throw new InvalidRequestException("The guidance can be 0 to 100, not {0}", guidance);
    }
    if (guidance <= 1 && !request.negativePrompt().isBlank()) {
      notes.add(Sentence.of("The negative prompt does nothing with a guidance of 1 or less."));
    }
    Stream.concat(request.prompts().stream(), Stream.of(request.negativePrompt()))
        .flatMap(prompt -> WeightedPrompt.parse(prompt).tooLarge().stream())
        .distinct()
        .map(words -> Sentence.of("{0} is read as text: the weight of words can be 0 to 2.", words))
        .forEach(notes::add);
    Size size = request.size() != null ? request.size() : sizes.nativeSize();
    Size drawn = sizes.drawn(size, request.binning());
    if (!drawn.equals(size)) {
      notes.add(
          Sentence.of(
              "Drawn at {0}, the nearest of the model's sizes, then cropped to {1}.", drawn, size));
    }
    controls.check(request.controls(), drawn, steps, notes);
    if (torch.isEmulated()) {
      notes.add(
          Sentence.of(
              "This processor cannot compute in {0}: weights are converted for each product, which"
                  + " is slow. The precision auto is faster here.",
              torch.precision() == Precision.BF16 ? "bf16" : "fp16"));
    }
    return new Plan(request, size, drawn, kind, steps, guidance, notes);
  }

  @Override
  public Drawn draw(Plan plan, ProgressListener progress, Cancellation cancellation) {
    StageClock clock = new StageClock();
    try (NDManager scope = torch.manager().newSubManager()) {
      cancellation.check();
      List<String> texts = new ArrayList<>();
      if (plan.guided()) {
        // The unconditional half comes first, as in the guidance formula.
        plan.request().prompts().forEach(p -> texts.add(plan.request().negativePrompt()));
      }
      texts.addAll(plan.request().prompts());
      PromptEncoder.Encoded encoded =
          clock.text(() -> prompts.encode(scope, texts, progress, cancellation::check, clock));
      NDArray latents =
          clock.denoise(
              () -> {
                if (!transformer.isLoaded()) {
                  progress.onProgress(new Progress.Loading("transformer"));
                  clock.loading(transformer::load);
                }
                List<ControlInput> wanted = plan.steering();
                if (!controls.isLoaded(wanted)) {
                  progress.onProgress(new Progress.Loading("control network"));
                  clock.loading(() -> controls.load(wanted));
                }
                LatentPreview shown =
                    progress.wantsPreviews() ? preview(progress, cancellation, clock) : null;
                var denoiser =
                    new Denoiser(
                        torch, transformer, scheduler(plan.sampler()), finite(wanted), shown);
                return denoiser.denoise(
                    scope,
                    plan,
                    latentSide(plan.drawn().height()),
                    latentSide(plan.drawn().width()),
                    encoded,
                    controls.steering(wanted, cancellation::check),
                    progress,
                    cancellation);
              }); // [n, c, h, w]
      List<Picture> pictures =
          clock.decode(
              () -> {
                if (!vae.isDecoderLoaded()) {
                  progress.onProgress(new Progress.Loading("VAE"));
                  clock.loading(vae::loadDecoder);
                }
                var decoder = new PictureDecoder(torch, vae, finite(Sentence.of("VAE"), "vae"));
                return decoder.decode(latents, plan.drawn(), plan.size(), progress, cancellation);
              });
      var result = new Drawn.Latents(latents.getShape().getShape(), Torch.floats(latents));
      return new Drawn(pictures, result, clock.seconds());
    } finally {
      torch.releaseCachedMemory();
    }
  }

  /** What is kept of an earlier run, or a new fit. */
  private LatentPreview preview(
      ProgressListener progress, Cancellation cancellation, StageClock clock) {
    if (preview != null) {
      return preview;
    }
    // Only now: telling autoencoders apart takes reads that a run without previews need not pay.
    Path file = previews.resolve(folder.vaeFingerprint() + ".txt");
    preview = LatentPreview.read(torch, file, vae.config().latentChannels()).orElse(null);
    if (preview == null) {
      progress.onProgress(new Progress.Loading("preview"));
      clock.loading(() -> preview = LatentPreview.fit(torch, vae, file, cancellation::check));
    }
    return Objects.requireNonNull(preview);
  }

  private FiniteCheck finite(Sentence network, String part) {
    return new FiniteCheck(network, folder.folder(part).toString(), torch.precision());
  }

  /** For the transformer, with what steers it. */
  private FiniteCheck finite(List<ControlInput> controls) {
    String weights =
        Stream.concat(
                Stream.of(folder.folder("transformer")),
                controls.stream().map(ControlInput::weights))
            .map(Path::toString)
            .collect(Collectors.joining(" or "));
    return new FiniteCheck(Sentence.of("transformer"), weights, torch.precision());
  }

  private int latentSide(int pixels) {
    return pixels / vae.config().factor();
  }

  private SchedulerConfig scheduler(SamplerKind kind) {
    SchedulerConfig config = schedulers.get(kind);
    return config == null ? SchedulerConfig.read(schedulerFile, kind) : config; // says why not
  }

  @Override
  public void close() {
    if (preview != null) {
      preview.close();
    }
    opened.close();
  }
}
