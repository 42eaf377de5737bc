package dev.pixdelta.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.pixdelta.torch.Script;
import dev.pixdelta.torch.Torch;
import dev.pixdelta.torch.Weights;
import dev.pixdelta.weights.Closer;
import dev.pixdelta.weights.WeightFiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The autoencoder between pictures and latents: AutoencoderKL (Rombach et al. 2022). Each half is
 * read when it is first used; both are checked when it is opened.
 *
 * <p>Confined to the thread of its {@link Torch}.
 */
public final class AutoencoderKl implements AutoCloseable {
  /** A graph method, its weights once read, and whether it takes the number of groups. */
  private record Stage(String method, BlockLoader wanted, List<Object> extra) {
    Stage(String method, BlockLoader wanted, Object... extra) {
      this(method, wanted, List.of(extra));
    }
  }

  private record Loaded(Stage stage, Weights weights) {}

  // Numbers in a band of rows: as much as the caches of a CPU hold; a GPU wants more work at once.
  private static final int CPU_BAND = 2 << 20;
  private static final int GPU_BAND = 64 << 20;

  /** Pixels of the latents of a picture of 512 x 512. */
  private static final int LATENT_PIXELS = 64 * 64;

  private final VaeConfig config;
  private final Torch torch;
  private final WeightFiles files;
  private final Script script;
  private final int band;
  private final List<Stage> encoder;
  private final List<Stage> decoder;
  private @Nullable List<Loaded> loadedEncoder;
  private @Nullable List<Loaded> loadedDecoder;

  private AutoencoderKl(Torch torch, VaeConfig config, WeightFiles files, int band) {
    this.torch = torch;
    this.config = config;
    this.files = files;
    this.script = torch.script(AutoencoderKl.class, "vae.py");
    this.band = band;
    this.encoder = encoderStages();
    this.decoder = decoderStages();
    files.requireAllUsed(name -> false);
  }

  /**
   * Opens the autoencoder and takes over the files.
   *
   * @throws dev.pixdelta.weights.ModelFileException if a tensor is missing, unused or of another
   *     shape
   */
  public static AutoencoderKl open(Torch torch, VaeConfig config, WeightFiles files) {
    return open(torch, config, files, torch.device().isGpu() ? GPU_BAND : CPU_BAND);
  }

  /** As above, with bands of rows of about so many numbers. */
  static AutoencoderKl open(Torch torch, VaeConfig config, WeightFiles files, int band) {
    return Closer.allOrNone(taken -> new AutoencoderKl(torch, config, taken.register(files), band));
  }

  /** The configuration it was opened with. */
  public VaeConfig config() {
    return config;
  }

  /**
   * Latents to pictures.
   *
   * @param out owns the result
   * @param latents [b, latentChannels, h, w] fp32, already divided by the scaling factor
   * @param beforeStage runs before every stage; what it throws ends the call
   * @return [b, 3, h * factor, w * factor] fp32, about -1 to 1
   */
  public NDArray decode(NDManager out, NDArray latents, Runnable beforeStage) {
    loadDecoder();
    return run(loadedDecoder, out, latents, beforeStage);
  }

  /**
   * Pictures to the parameters of their latents' distribution.
   *
   * @param out owns the result
   * @param pictures [b, 3, h, w] fp32, -1 to 1
   * @param beforeStage runs before every stage; what it throws ends the call
   * @return [b, 2 * latentChannels, h / factor, w / factor] fp32: the mean, then the logarithm of
   *     the variance, not clamped
   */
  public NDArray encode(NDManager out, NDArray pictures, Runnable beforeStage) {
    if (loadedEncoder == null) {
      loadedEncoder = load(encoder);
    }
    return run(loadedEncoder, out, pictures, beforeStage);
  }

  /** Frees the encoder's weights; {@link #encode} reads them again. */
  public void releaseEncoder() {
    List<Loaded> stages = loadedEncoder;
    loadedEncoder = null;
    if (stages != null) {
      stages.forEach(l -> l.weights().close());
    }
  }

  /** Whether the decoder's weights are in memory. */
  public boolean isDecoderLoaded() {
    return loadedDecoder != null;
  }

  /** Reads the decoder's weights, unless they are in memory. */
  public void loadDecoder() {
    if (loadedDecoder == null) {
      loadedDecoder = load(decoder);
    }
  }

  private List<Loaded> load(List<Stage> stages) {
    return torch.loading(
        () ->
            Closer.allOrNone(
                built ->
                    stages.stream()
                        .map(s -> new Loaded(s, built.register(s.wanted().build(script))))
                        .toList()));
  }

  /** Runs the pictures of a batch one after another: activations are the peak of all memory. */
  private NDArray run(
      @Nullable List<Loaded> stages, NDManager out, NDArray input, Runnable beforeStage) {
    try (NDManager scope = torch.manager().newSubManager()) {
      NDList results = new NDList();
      for (long i = 0; i < input.getShape().get(0); i++) {
        NDArray one = input.get(i + ":" + (i + 1)); // [1, c, h, w]
        one.attach(scope);
        results.add(runOne(Objects.requireNonNull(stages), scope, one, beforeStage));
      }
      NDArray result = results.size() == 1 ? results.head() : NDArrays.concat(results, 0);
      result.attach(out);
      return result;
    }
  }

  private NDArray runOne(
      List<Loaded> stages, NDManager scope, NDArray input, Runnable beforeStage) {
    NDArray x = input;
    for (Loaded l : stages) {
      files.requireUnchanged();
      beforeStage.run();
      List<Object> arguments = new ArrayList<>(List.of(x, l.weights()));
      arguments.addAll(l.stage().extra());
      NDArray y = script.call(scope, l.stage().method(), arguments.toArray());
      x.close();
      x = y;
    }
    return x;
  }

  private List<Stage> decoderStages() {
    List<Stage> stages = new ArrayList<>();
    int widest = config.channels().getLast();
    int latent = config.latentChannels();
    if (config.postQuantConv()) {
      stages.add(
          new Stage(
              "quant_conv",
              weights("").conv("post_quant_conv", latent, latent, 1),
              "post_quant_conv"));
    }
    stages.add(
        new Stage("conv_in", weights("decoder.").conv("conv_in", widest, latent, 3), "conv_in"));
    middle(stages, "decoder.mid_block.", widest);
    int in = widest;
    for (int i = 0; i < config.channels().size(); i++) {
      int width = config.channels().get(config.channels().size() - 1 - i);
      String block = "decoder.up_blocks." + i + ".";
      for (int j = 0; j <= config.layersPerBlock(); j++) {
        stages.add(resnet(block + "resnets." + j + ".", in, width));
        in = width;
      }
      if (i + 1 < config.channels().size()) {
        stages.add(
            new Stage(
                "upsample", weights(block + "upsamplers.0.").conv("conv", width, width, 3), band));
      }
    }
    stages.add(
        new Stage(
            "conv_out",
            weights("decoder.").norm("conv_norm_out", in).conv("conv_out", 3, in, 3),
            config.groups(),
            band));
    return stages;
  }

  private List<Stage> encoderStages() {
    List<Stage> stages = new ArrayList<>();
    int finest = config.channels().getFirst();
    stages.add(new Stage("conv_in", weights("encoder.").conv("conv_in", finest, 3, 3), "conv_in"));
    int in = finest;
    for (int i = 0; i < config.channels().size(); i++) {
      int width = config.channels().get(i);
      String block = "encoder.down_blocks." + i + ".";
      for (int j = 0; j < config.layersPerBlock(); j++) {
        stages.add(resnet(block + "resnets." + j + ".", in, width));
        in = width;
      }
      if (i + 1 < config.channels().size()) {
        stages.add(
            new Stage(
                "downsample", weights(block + "downsamplers.0.").conv("conv", width, width, 3)));
      }
    }
    middle(stages, "encoder.mid_block.", in);
    int moments = 2 * config.latentChannels();
    stages.add(
        new Stage(
            "conv_out",
            weights("encoder.").norm("conv_norm_out", in).conv("conv_out", moments, in, 3),
            config.groups(),
            band));
    if (config.quantConv()) {
      stages.add(
          new Stage(
              "quant_conv", weights("").conv("quant_conv", moments, moments, 1), "quant_conv"));
    }
    return stages;
  }

  private void middle(List<Stage> stages, String prefix, int width) {
    stages.add(resnet(prefix + "resnets.0.", width, width));
    if (config.midAttention()) {
      String attention = prefix + "attentions.0.";
      boolean old = files.has(attention + "query.weight");
      stages.add(
          new Stage(
              "attention",
              weights(attention)
                  .norm("group_norm", width)
                  .rows(LATENT_PIXELS)
                  .linearAs("to_q", old ? "query" : "to_q", width, width)
                  .linearAs("to_k", old ? "key" : "to_k", width, width)
                  .linearAs("to_v", old ? "value" : "to_v", width, width)
                  .linearAs("to_out.0", old ? "proj_attn" : "to_out.0", width, width),
              config.groups(),
              band));
    }
    stages.add(resnet(prefix + "resnets.1.", width, width));
  }

  private Stage resnet(String prefix, int in, int out) {
    var weights =
        weights(prefix)
            .norm("norm1", in)
            .conv("conv1", out, in, 3)
            .norm("norm2", out)
            .conv("conv2", out, out, 3);
    if (in != out) {
      weights.conv("conv_shortcut", out, in, 1);
    }
    return new Stage("resnet", weights, config.groups(), band);
  }

  private BlockLoader weights(String prefix) {
    return new BlockLoader(torch, files, prefix);
  }

  @Override
  public void close() {
    for (var stages : new ArrayList<>(Arrays.asList(loadedEncoder, loadedDecoder))) {
      if (stages != null) {
        stages.forEach(l -> l.weights().close());
      }
    }
    files.close();
  }
}
