package dev.pixdelta.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.pixdelta.torch.Script;
import dev.pixdelta.torch.Torch;
import dev.pixdelta.torch.Weights;
import dev.pixdelta.weights.Closer;
import dev.pixdelta.weights.ModelFileException;
import dev.pixdelta.weights.WeightFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * ControlNet-Transformer (Chen et al. 2024, PIXART-δ, section 4): trained copies of the first N
 * blocks of a {@link PixArtTransformer}, which walk along a control picture and add to what the
 * base's blocks 1 to N are given.
 *
 * <p>Confined to the thread of its {@link Torch}.
 */
public final class ControlNetTransformer implements AutoCloseable {
  private static final String DIFFUSERS = "controlnet_blocks.";
  private static final String OFFICIAL = "controlnet.";
  private static final String BASE = "base_model.";

  private record Wanted(BlockLoader block, BlockLoader projections) {}

  private record Loaded(Weights block, Weights projections) {}

  private final Torch torch;
  private final WeightFiles files;
  private final Script script;
  private final List<Wanted> wanted = new ArrayList<>();
  private @Nullable List<Loaded> loaded;

  private ControlNetTransformer(Torch torch, PixArtTransformer base, WeightFiles files) {
    this.torch = torch;
    this.files = files;
    this.script = base.script();
    PixArtConfig config = base.config();
    requireFit(config, files);
    boolean official = isOfficial(files);
    int count = count(files, official);
    int d = config.hiddenSize();
    for (int i = 0; i < count; i++) {
      String prefix = (official ? OFFICIAL : DIFFUSERS) + i + ".";
      BlockLoader block =
          official
              ? fused(prefix + "copied_block.", config)
              : PixArtTransformer.block(torch, files, prefix + "transformer_block.", config);
      BlockLoader projections =
          new BlockLoader(torch, files, prefix)
              .rows(config.nativePatches())
              .linear("after_proj", d, d);
      if (i == 0) {
        projections.linear("before_proj", d, d);
      }
      wanted.add(new Wanted(block, projections));
    }
    // The base inside an official file is not used: the model folder has it.
    files.requireAllUsed(name -> official && name.startsWith(BASE));
  }

  /**
   * Opens the control weights for a base, in diffusers' layout or PixArt's own, checks every
   * tensor, and takes over the files; weights are read by {@link #load} or the first use.
   *
   * @throws ModelFileException if they are for another base, or a tensor is missing, unused or of
   *     another shape
   */
  public static ControlNetTransformer open(Torch torch, PixArtTransformer base, WeightFiles files) {
    return Closer.allOrNone(taken -> new ControlNetTransformer(torch, base, taken.register(files)));
  }

  private static boolean isOfficial(WeightFiles files) {
    return files.names().stream().noneMatch(n -> n.startsWith(DIFFUSERS));
  }

  /** Blocks are numbered from 0 on. */
  private static int count(WeightFiles files, boolean official) {
    String prefix = official ? OFFICIAL : DIFFUSERS;
    int count = 0;
    while (true) {
      String block = prefix + count + ".";
      if (files.names().stream().noneMatch(n -> n.startsWith(block))) {
        return count;
      }
      count++;
    }
  }

  /**
   * Checks that control weights are for a model, from the headers of their files alone.
   *
   * @throws ModelFileException if they are for another one, or no control weights
   */
  public static void requireFit(PixArtConfig config, WeightFiles files) {
    boolean official = isOfficial(files);
    int count = count(files, official);
    Path file = files.files().getFirst();
    if (count == 0) {
      throw new ModelFileException(
          file,
          "expected the weights of a ControlNet-Transformer (controlnet_blocks.0.* or"
              + " controlnet.0.*), found none");
    }
    if (count >= config.layers()) {
      throw new ModelFileException(
          file,
          "these control weights are not for this model: they steer {0} blocks, and of its {1} blocks"
              + " at most {2} can be steered",
          count,
          config.layers(),
          config.layers() - 1);
    }
    String table =
        official
            ? "controlnet.0.copied_block.scale_shift_table"
            : "controlnet_blocks.0.transformer_block.scale_shift_table";
    long width = files.has(table) ? files.entry(table).shape().getLast() : config.hiddenSize();
    if (width != config.hiddenSize()) {
      throw new ModelFileException(
          file,
          "these control weights are not for this model: they are {0} wide, the model is {1}",
          width,
          config.hiddenSize());
    }
    String patches = BASE + "x_embedder.proj.weight";
    if (files.has(patches)) {
      long patch = files.entry(patches).shape().getLast();
      if (patch != config.patch()) {
        throw new ModelFileException(
            file,
            "these control weights are not for this model: their patches are {0} wide, its are {1}",
            patch,
            config.patch());
      }
    }
  }

  /** One block under PixArt's own names, which keep projections of one input in one matrix. */
  private BlockLoader fused(String prefix, PixArtConfig config) {
    int d = config.hiddenSize();
    var block =
        new BlockLoader(torch, files, prefix)
            .rows(config.nativePatches())
            .take("scale_shift_table", 6, d);
    List<String> projections = List.of("to_q", "to_k", "to_v");
    for (int i = 0; i < 3; i++) {
      block.linearPart("attn1." + projections.get(i), "attn.qkv", i, 3, d, d);
    }
    block.linearAs("attn1.to_out.0", "attn.proj", d, d);
    block.linearAs("attn2.to_q", "cross_attn.q_linear", d, d);
    for (int i = 0; i < 2; i++) {
      block.linearPart("attn2." + projections.get(i + 1), "cross_attn.kv_linear", i, 2, d, d);
    }
    return block
        .linearAs("attn2.to_out.0", "cross_attn.proj", d, d)
        .linearAs("ff.net.0.proj", "mlp.fc1", 4L * d, d)
        .linearAs("ff.net.2", "mlp.fc2", d, 4L * d);
  }

  /** How many of the base's blocks are steered, from its second on. */
  public int blocks() {
    return wanted.size();
  }

  /** Whether the weights are in memory. */
  public boolean isLoaded() {
    return loaded != null;
  }

  /** Reads the weights, unless they are in memory. */
  public void load() {
    weights();
  }

  private List<Loaded> weights() {
    files.requireUnchanged();
    List<Loaded> w = loaded;
    if (w == null) {
      w =
          torch.loading(
              () ->
                  Closer.allOrNone(
                      built ->
                          wanted.stream()
                              .map(
                                  b ->
                                      new Loaded(
                                          built.register(b.block().build(script)),
                                          built.register(b.projections().build(script))))
                              .toList()));
      loaded = w;
    }
    return w;
  }

  /**
   * A control picture for one forward pass.
   *
   * @param latents [1, c, h, w] or [b, c, h, w] fp32: what the VAE makes of the control map, scaled
   * @param strength multiplies all that is added
   */
  public record Control(ControlNetTransformer net, NDArray latents, double strength) {}

  /** One walk along the blocks of the base, in their order; makes its tensors in one scope. */
  final class ForwardPass {
    private final NDManager scope;
    private final double strength;
    private final BiFunction<NDArray, Weights, NDArray> runBlock;
    private NDArray c; // [1 or b, n, d] fp32

    /**
     * @param patches [1 or b, n, d] the control picture, embedded by the base
     * @param runBlock a block of the base's kind on a residual stream
     */
    ForwardPass(
        NDManager scope,
        NDArray patches,
        double strength,
        BiFunction<NDArray, Weights, NDArray> runBlock) {
      this.scope = scope;
      this.c = patches;
      this.strength = strength;
      this.runBlock = runBlock;
    }

    /**
     * What the base's block i is to be given.
     *
     * @param i 0 to the number of blocks of the base; the first and those beyond N are not steered
     * @param x [b, n, d] what block i - 1 of the base has answered
     * @param steered [b, n, d] {@code x}, or what another control has made of it; not closed
     */
    NDArray steer(int i, NDArray x, NDArray steered) {
      List<Loaded> w = weights();
      if (i == 0 || i > w.size()) {
        return steered;
      }
      Loaded copy = w.get(i - 1);
      if (i == 1) {
        replace(script.call(scope, "before_proj", x, c, copy.projections())); // [b, n, d]
      }
      replace(runBlock.apply(c, copy.block())); // [b, n, d]
      return script.call(
          scope, "after_proj", steered, c, strength, copy.projections()); // [b, n, d]
    }

    private void replace(NDArray next) {
      c.close();
      c = next;
    }
  }

  @Override
  public void close() {
    if (loaded != null) {
      for (Loaded l : loaded) {
        l.block().close();
        l.projections().close();
      }
    }
    files.close();
  }
}
