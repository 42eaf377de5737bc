package dev.pixdelta.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.pixdelta.torch.Precision;
import dev.pixdelta.torch.Script;
import dev.pixdelta.torch.Torch;
import dev.pixdelta.torch.Weights;
import dev.pixdelta.weights.Closer;
import dev.pixdelta.weights.WeightFiles;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text encoder: T5 v1.1 (Raffel et al. 2020), encoder only.
 *
 * <p>Confined to the thread of its {@link Torch}.
 */
public final class T5Encoder implements AutoCloseable {
  private static final String SHARED = "shared.weight";
  private static final String EMBEDDING = "encoder.embed_tokens.weight";
  private static final String FINAL_NORM = "encoder.final_layer_norm.weight";

  /** Stands before all names in the files of some classes that are built around T5. */
  private static final String BASE = "transformer.";

  private record Loaded(Weights embedding, Weights positions, List<Weights> blocks, Weights last) {}

  private final T5Config config;
  private final Torch torch;
  private final WeightFiles files;
  private final Script script;
  private final BlockLoader embedding;
  private final BlockLoader positions;
  private final List<BlockLoader> blocks = new ArrayList<>();
  private final BlockLoader last;
  private @Nullable Loaded loaded;

  private T5Encoder(Torch torch, T5Config config, WeightFiles files) {
    this.torch = torch;
    this.config = config;
    this.files = files;
    this.script = torch.script(T5Encoder.class, "t5.py");
    int d = config.width();
    int inner = config.heads() * config.headWidth();
    String base = files.has(BASE + FINAL_NORM) ? BASE : "";
    String shared = files.has(base + SHARED) || !files.has(base + EMBEDDING) ? SHARED : EMBEDDING;
    String attention = "layer.0.SelfAttention.";
    String feedForward = "layer.1.DenseReluDense.";
    embedding = new BlockLoader(torch, files, base).table("shared", shared, config.vocabulary(), d);
    positions =
        new BlockLoader(torch, files, base + "encoder.block.0." + attention)
            .takeAs(
                "relative_attention_bias",
                "relative_attention_bias.weight",
                config.buckets(),
                config.heads());
    // Under fp16 the last matrix overflows.
    Precision wo = torch.precision() == Precision.FP16 ? Precision.FP32 : torch.precision();
    for (int i = 0; i < config.layers(); i++) {
      blocks.add(
          new BlockLoader(torch, files, base + "encoder.block." + i + ".")
              .rows(PixArtTransformer.TEXT_TOKENS)
              .takeAs("norm1", "layer.0.layer_norm.weight", d)
              .linearWithoutBias("q", attention + "q", inner, d)
              .linearWithoutBias("k", attention + "k", inner, d)
              .linearWithoutBias("v", attention + "v", inner, d)
              .linearWithoutBias("o", attention + "o", d, inner)
              .takeAs("norm2", "layer.1.layer_norm.weight", d)
              .linearWithoutBias("wi_0", feedForward + "wi_0", config.innerWidth(), d)
              .linearWithoutBias("wi_1", feedForward + "wi_1", config.innerWidth(), d)
              .linearWithoutBias("wo", feedForward + "wo", wo, d, config.innerWidth()));
    }
    last = new BlockLoader(torch, files, base).takeAs("final_layer_norm", FINAL_NORM, d);
    files.requireAllUsed(name -> !isOfEncoder(name));
  }

  /**
   * Whether a tensor is one of the encoder's. Others may be in its files: the decoder, what stands
   * on it, a second name of the embedding, and position tables of later blocks, which all use the
   * first one's.
   */
  public static boolean isOfEncoder(String tensor) {
    String name = tensor.startsWith(BASE) ? tensor.substring(BASE.length()) : tensor;
    return name.equals(SHARED)
        || (name.startsWith("encoder.")
            && !name.equals(EMBEDDING)
            && (name.startsWith("encoder.block.0.")
                || !name.endsWith("SelfAttention.relative_attention_bias.weight")));
  }

  /**
   * Opens the encoder, checks every tensor, and takes over the files; weights are read by {@link
   * #load} or the first use.
   *
   * @throws dev.pixdelta.weights.ModelFileException if a tensor is missing, unused or of another
   *     shape
   */
  public static T5Encoder open(Torch torch, T5Config config, WeightFiles files) {
    return Closer.allOrNone(taken -> new T5Encoder(torch, config, taken.register(files)));
  }

  /** The configuration it was opened with. */
  public T5Config config() {
    return config;
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
                              built.register(embedding.build(script)),
                              built.register(positions.build(script)),
                              blocks.stream().map(b -> built.register(b.build(script))).toList(),
                              built.register(last.build(script)))));
      loaded = w;
    }
    return w;
  }

  /**
   * Encodes token ids.
   *
   * @param out owns the result
   * @param ids [b, n] int64, each below the vocabulary's size
   * @param mask [b, n] int64, 1 for real tokens; each row has at least one
   * @param beforeBlock runs before every block; what it throws ends the call
   * @return [b, n, d_model] fp32, padding included
   */
  public NDArray encode(NDManager out, NDArray ids, NDArray mask, Runnable beforeBlock) {
    Loaded w = weights();
    try (NDManager scope = torch.manager().newSubManager()) {
      NDArray bias =
          script.call(
              scope,
              "bias",
              mask,
              w.positions(),
              config.buckets(),
              config.maxDistance()); // [b, h, n, n]
      NDArray x = script.call(scope, "embed", ids, w.embedding()); // [b, n, d]
      for (Weights block : w.blocks()) {
        beforeBlock.run();
        NDArray y =
            script.call(scope, "block", x, bias, block, config.heads(), config.eps()); // [b, n, d]
        x.close();
        x = y;
      }
      return script.call(out, "final", x, w.last(), config.eps()); // [b, n, d]
    }
  }

  @Override
  public void close() {
    if (loaded != null) {
      loaded.embedding().close();
      loaded.positions().close();
      loaded.blocks().forEach(Weights::close);
      loaded.last().close();
    }
    files.close();
  }
}
