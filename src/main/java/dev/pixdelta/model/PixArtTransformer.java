package dev.pixdelta.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.pixdelta.torch.Precision;
import dev.pixdelta.torch.Script;
import dev.pixdelta.torch.Torch;
import dev.pixdelta.torch.Weights;
import dev.pixdelta.weights.Closer;
import dev.pixdelta.weights.WeightFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The denoising network: PixArt-α (Chen et al. 2023), a DiT with cross-attention to the caption and
 * adaLN-single.
 *
 * <p>Confined to the thread of its {@link Torch}.
 */
public final class PixArtTransformer implements AutoCloseable {
  private record Loaded(
      Weights xEmbedder,
      Weights tBlock,
      Weights yEmbedder,
      List<Weights> blocks,
      Weights finalLayer) {}

  /** Vectors of text that a picture is usually drawn from. */
  static final int TEXT_TOKENS = 120;

  private final PixArtConfig config;
  private final Torch torch;
  private final WeightFiles files;
  private final Script script;
  private final BlockLoader xEmbedder;
  private final BlockLoader tBlock;
  private final BlockLoader yEmbedder;
  private final List<BlockLoader> blocks = new ArrayList<>();
  private final BlockLoader finalLayer;
  private @Nullable Loaded loaded;

  private PixArtTransformer(Torch torch, PixArtConfig config, WeightFiles files) {
    this.torch = torch;
    this.config = config;
    this.files = files;
    this.script = torch.script(PixArtTransformer.class, "pixart.py");
    int d = config.hiddenSize();
    int p = config.patch();
    // Both ends and the conditioning are a thousandth of the work: fp32 costs nothing there, and
    // their rounding would be multiplied by 1/sqrt(alpha-bar).
    xEmbedder =
        new BlockLoader(torch, files, "pos_embed.", Precision.FP32)
            .conv("proj", d, config.inChannels(), p);
    tBlock =
        new BlockLoader(torch, files, "adaln_single.", Precision.FP32)
            .linear("emb.timestep_embedder.linear_1", d, 256)
            .linear("emb.timestep_embedder.linear_2", d, d)
            .linear("linear", 6L * d, d);
    if (config.microConditions()) {
      for (String embedder : List.of("resolution_embedder", "aspect_ratio_embedder")) {
        tBlock
            .linear("emb." + embedder + ".linear_1", d / 3, 256)
            .linear("emb." + embedder + ".linear_2", d / 3, d / 3);
      }
    }
    yEmbedder =
        new BlockLoader(torch, files, "caption_projection.")
            .rows(TEXT_TOKENS)
            .linear("linear_1", d, config.captionChannels())
            .linear("linear_2", d, d);
    for (int i = 0; i < config.layers(); i++) {
      blocks.add(block(torch, files, "transformer_blocks." + i + ".", config));
    }
    finalLayer =
        new BlockLoader(torch, files, "", Precision.FP32)
            .take("scale_shift_table", 2, d)
            .linear("proj_out", (long) p * p * config.outChannels(), d);
    files.requireAllUsed(name -> name.equals("caption_projection.y_embedding"));
  }

  /** The weights of one block under diffusers' names. */
  static BlockLoader block(Torch torch, WeightFiles files, String prefix, PixArtConfig config) {
    int d = config.hiddenSize();
    return new BlockLoader(torch, files, prefix)
        .take("scale_shift_table", 6, d)
        .rows(TEXT_TOKENS)
        .linear("attn2.to_k", d, d)
        .linear("attn2.to_v", d, d)
        .rows(config.nativePatches())
        .linear("attn1.to_q", d, d)
        .linear("attn1.to_k", d, d)
        .linear("attn1.to_v", d, d)
        .linear("attn1.to_out.0", d, d)
        .linear("attn2.to_q", d, d)
        .linear("attn2.to_out.0", d, d)
        .linear("ff.net.0.proj", 4L * d, d)
        .linear("ff.net.2", d, 4L * d);
  }

  /**
   * Opens the transformer, checks every tensor, and takes over the files; weights are read by
   * {@link #load} or the first use.
   *
   * @throws dev.pixdelta.weights.ModelFileException if a tensor is missing, unused or of another
   *     shape
   */
  public static PixArtTransformer open(Torch torch, PixArtConfig config, WeightFiles files) {
    return Closer.allOrNone(taken -> new PixArtTransformer(torch, config, taken.register(files)));
  }

  /** Whether the weights are in memory. */
  public boolean isLoaded() {
    return loaded != null;
  }

  /** Reads the weights, unless they are in memory. */
  public void load() {
    weights();
  }

  private Loaded weights() {
    files.requireUnchanged();
    Loaded w = loaded;
    if (w == null) {
      w =
          torch.loading(
              () ->
                  Closer.allOrNone(
                      built ->
                          new Loaded(
                              built.register(xEmbedder.build(script)),
                              built.register(tBlock.build(script)),
                              built.register(yEmbedder.build(script)),
                              blocks.stream().map(b -> built.register(b.build(script))).toList(),
                              built.register(finalLayer.build(script)))));
      loaded = w;
    }
    return w;
  }

  /** The configuration it was opened with. */
  public PixArtConfig config() {
    return config;
  }

  /** The graphs, for networks of the same blocks. */
  Script script() {
    return script;
  }

  /**
   * What of a forward pass is the same at every timestep of one picture.
   *
   * @param positions [1, n, d] fp32
   * @param text [b, m, d] projected caption, compute precision
   * @param textBias [b, 1, 1, m] 0 for words, -10000 for padding
   * @param size [b, 3] fp32 height, width and their ratio, or [b, 0]
   */
  public record Context(NDArray positions, NDArray text, NDArray textBias, NDArray size)
      implements AutoCloseable {
    @Override
    public void close() {
      positions.close();
      text.close();
      textBias.close();
      size.close();
    }
  }

  /**
   * Prepares a context.
   *
   * @param out owns the result
   * @param text [b, m, caption_channels]
   * @param mask [b, m] int64, 1 for words
   * @param latentHeight rows of the latents, a multiple of the patch size
   * @param latentWidth columns, likewise
   * @param size [b, 3] fp32: height and width of the picture in pixels and height / width; ignored
   *     by models without micro-conditions
   */
  public Context context(
      NDManager out, NDArray text, NDArray mask, int latentHeight, int latentWidth, NDArray size) {
    int rows = latentHeight / config.patch();
    int columns = latentWidth / config.patch();
    NDArray positions =
        out.create(
            PositionEmbedding.of(config, rows, columns),
            new Shape(1, (long) rows * columns, config.hiddenSize())); // [1, n, d]
    NDArray projected = script.call(out, "y_embedder", text, weights().yEmbedder()); // [b, m, d]
    NDArray bias = script.call(out, "attention_bias", mask, projected); // [b, 1, 1, m]
    NDArray conditions =
        config.microConditions()
            ? size.duplicate()
            : out.create(new float[0], new Shape(text.getShape().get(0), 0));
    conditions.attach(out);
    return new Context(positions, projected, bias, conditions);
  }

  /**
   * Predicts the noise (and, with {@code outChannels} twice {@code inChannels}, a variance after
   * it).
   *
   * @param out owns the result
   * @param latents [b, in, h, w] fp32
   * @param timestep [b] fp32 or int64
   * @param controls what steers it, each adding its own
   * @param beforeBlock runs before every block; what it throws ends the call
   * @return [b, out, h, w] fp32
   */
  public NDArray forward(
      NDManager out,
      NDArray latents,
      NDArray timestep,
      Context context,
      List<ControlNetTransformer.Control> controls,
      Runnable beforeBlock) {
    return forward(out, latents, timestep, context, controls, beforeBlock, x -> {});
  }

  /** As above; shows what every block answers, [b, n, d], copied blocks included, in order. */
  NDArray forward(
      NDManager out,
      NDArray latents,
      NDArray timestep,
      Context context,
      List<ControlNetTransformer.Control> controls,
      Runnable beforeBlock,
      Consumer<NDArray> afterBlock) {
    Loaded w = weights();
    int p = config.patch();
    int rows = (int) latents.getShape().get(2) / p;
    try (NDManager scope = torch.manager().newSubManager()) {
      NDList c =
          script.callForAll(
              scope, "t_block", timestep, context.size(), w.tBlock()); // [b, 6d], [b, d]
      BiFunction<NDArray, Weights, NDArray> runBlock =
          (x, block) -> {
            beforeBlock.run();
            NDArray y =
                script.call(
                    scope,
                    "block",
                    x,
                    context.text(),
                    context.textBias(),
                    c.get(0),
                    block,
                    config.heads(),
                    config.eps()); // [b, n, d]
            afterBlock.accept(y);
            return y;
          };
      List<ControlNetTransformer.ForwardPass> passes = new ArrayList<>();
      for (ControlNetTransformer.Control k : controls) {
        NDArray patches = embed(scope, k.latents(), context, w); // [1 or b, n, d]
        passes.add(k.net().new ForwardPass(scope, patches, k.strength(), runBlock));
      }
      NDArray x = embed(scope, latents, context, w); // [b, n, d]
      for (int i = 0; i < w.blocks().size(); i++) {
        NDArray steered = x; // [b, n, d]
        for (ControlNetTransformer.ForwardPass pass : passes) {
          steered = pass.steer(i, x, steered);
        }
        NDArray y = runBlock.apply(steered, w.blocks().get(i)); // [b, n, d]
        steered.close();
        x.close();
        x = y;
      }
      return script.call(
          out, "final_layer", x, c.get(1), w.finalLayer(), rows, p, config.eps()); // [b, out, h, w]
    }
  }

  private NDArray embed(NDManager out, NDArray latents, Context context, Loaded w) {
    return script.call(
        out,
        "x_embedder",
        latents,
        context.positions(),
        w.xEmbedder(),
        config.patch()); // [b, n, d]
  }

  @Override
  public void close() {
    if (loaded != null) {
      loaded.xEmbedder().close();
      loaded.tBlock().close();
      loaded.yEmbedder().close();
      loaded.blocks().forEach(Weights::close);
      loaded.finalLayer().close();
    }
    files.close();
  }
}
