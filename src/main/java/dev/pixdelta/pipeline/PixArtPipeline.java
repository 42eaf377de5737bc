package dev.pixdelta.pipeline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.pixdelta.diffusion.Sampler;
import dev.pixdelta.diffusion.SamplerKind;
import dev.pixdelta.diffusion.SchedulerConfig;
import dev.pixdelta.hub.ModelFolder;
import dev.pixdelta.model.AutoencoderKl;
import dev.pixdelta.model.PixArtTransformer;
import dev.pixdelta.torch.Torch;
import dev.pixdelta.weights.ModelFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A PixArt model folder that draws: PIXART-α with either sampler, PIXART-δ with LCM.
 *
 * <p>Everything in the folder is checked when it is opened; each network is read when it is first
 * needed and stays until {@link #close}.
 */
public final class PixArtPipeline implements TextToImage {
  private final Torch torch;
  private final ModelDescription description;
  private final Map<SamplerKind, SchedulerConfig> schedulers = new EnumMap<>(SamplerKind.class);
  private final PromptEncoder prompts;
  private final PixArtTransformer transformer;
  private final AutoencoderKl vae;
  private final ControlNetworks controls;
  private final SizePlanner sizes;
  private final ModelFolder folder;
  private final Path previews;
  private @Nullable LatentPreview preview;

  private PixArtPipeline(ModelFolder folder, PipelineOptions options, Torch torch) {
    this.torch = torch;
    SchedulerConfig own = SchedulerConfig.read(folder.config("scheduler"));
    for (SamplerKind kind : SamplerKind.values()) {
      schedulers.put(kind, SchedulerConfig.read(folder.config("scheduler"), kind));
    }
    ModelConfigs configs = ModelConfigs.read(folder);
    prompts = new PromptEncoder(folder, configs.text(), torch, options.cacheFolder());
    transformer =
        PixArtTransformer.open(torch, configs.transformer(), folder.weights("transformer"));
    vae = AutoencoderKl.open(torch, configs.vae(), folder.weights("vae"));
    this.folder = folder;
    this.previews = options.cacheFolder().resolve("previews");
    controls = new ControlNetworks(torch, transformer, vae);
    sizes = configs.sizes();
    description =
        new ModelDescription(
            folder.name(),
            folder.path(),
            sizes.nativeSize(),
            own.sampler(),
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
    Torch torch =
        Torch.open(options.device(), options.precision(), options.threads(), options.cacheFolder());
    try {
      return new PixArtPipeline(folder, options, torch);
    } catch (RuntimeException | Error e) {
      torch.close();
      throw e;
    }
  }

  @Override
  public ModelDescription description() {
    return description;
  }

  @Override
  public Plan plan(PipelineRequest request) {
    List<String> notes = new ArrayList<>();
    SamplerKind kind = request.sampler() != null ? request.sampler() : description.sampler();
    SchedulerConfig scheduler = scheduler(kind);
    int steps = request.steps() != null ? request.steps() : kind.defaultSteps();
    int most = Sampler.maxSteps(scheduler);
    if (steps < kind.minSteps() || steps > most) {
      throw new InvalidRequestException(
          "%s draws in %d to %d steps, not in %d."
              .formatted(kind.label(), kind.minSteps(), most, steps));
    }
    double guidance = request.guidance() != null ? request.guidance() : kind.defaultGuidance();
    if (!(guidance >= 0 && guidance <= 100)) {
      throw new InvalidRequestException("guidance may be 0 to 100, not " + guidance + ".");
    }
    if (guidance <= 1 && !request.negativePrompt().isBlank()) {
      notes.add("The negative prompt does nothing without a guidance above 1.");
    }
    Stream.concat(request.prompts().stream(), Stream.of(request.negativePrompt()))
        .flatMap(prompt -> WeightedPrompt.parse(prompt).tooLarge().stream())
        .distinct()
        .map(words -> words + " is read as text: the weight of words is a number from 0 to 2.")
        .forEach(notes::add);
    Size size = request.size() != null ? request.size() : sizes.nativeSize();
    Size drawn = sizes.drawn(size, request.binning());
    if (!drawn.equals(size)) {
      notes.add(
          "Drawn at " + drawn + ", the nearest of the model's sizes, then cut to " + size + ".");
    }
    controls.check(request.controls(), drawn, steps, notes);
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
                var denoiser = new Denoiser(torch, transformer, scheduler(plan.sampler()), shown);
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
                var decoder = new PictureDecoder(torch, vae);
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
    preview = LatentPreview.read(file, vae.config().latentChannels()).orElse(null);
    if (preview == null) {
      progress.onProgress(new Progress.Loading("preview"));
      clock.loading(
          () -> {
            preview = LatentPreview.fit(torch, vae, cancellation::check);
            preview.write(file);
          });
    }
    return Objects.requireNonNull(preview);
  }

  private int latentSide(int pixels) {
    return pixels / vae.config().factor();
  }

  private SchedulerConfig scheduler(SamplerKind kind) {
    return Objects.requireNonNull(schedulers.get(kind));
  }

  @Override
  public void close() {
    prompts.close();
    controls.close();
    transformer.close();
    vae.close();
    torch.close();
  }
}
