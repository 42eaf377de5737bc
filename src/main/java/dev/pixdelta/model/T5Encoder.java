package dev.pixdelta.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.pixdelta.torch.Precision;
import dev.pixdelta.torch.Script;
import dev.pixdelta.torch.TensorMap;
import dev.pixdelta.torch.Torch;
import dev.pixdelta.weights.WeightFiles;
import java.util.ArrayList;
import java.util.List;

/**
 * The text encoder: T5 v1.1 (Raffel et al. 2020), encoder only.
 *
 * <p>Confined to the thread of its {@link Torch}.
 */
public final class T5Encoder implements AutoCloseable {
  private final T5Config config;
  private final Torch torch;
  private final Script script;
  private final TensorMap embedding;
  private final TensorMap positions;
  private final List<TensorMap> blocks = new ArrayList<>();
  private final TensorMap last;

  private T5Encoder(Torch torch, T5Config config, WeightFiles files) {
    this.torch = torch;
    this.config = config;
    this.script = torch.script(T5Encoder.class, "t5.py");
    int d = config.width();
    int inner = config.heads() * config.headWidth();
    String shared =
        files.has("shared.weight") || !files.has("encoder.embed_tokens.weight")
            ? "shared.weight"
            : "encoder.embed_tokens.weight";
    var wantedEmbedding =
        new BlockLoader(torch, files, "").takeAs("shared", shared, config.vocabulary(), d);
    String attention = "layer.0.SelfAttention.";
    var wantedPositions =
        new BlockLoader(torch, files, "encoder.block.0." + attention)
            .takeAs(
                "relative_attention_bias",
                "relative_attention_bias.weight",
                config.buckets(),
                config.heads());
    Precision wo = torch.precision() == Precision.FP16 ? Precision.FP32 : torch.precision();
    List<BlockLoader> wantedBlocks = new ArrayList<>();
    for (int i = 0; i < config.layers(); i++) {
      wantedBlocks.add(
          new BlockLoader(torch, files, "encoder.block." + i + ".")
              .takeAs("norm1", "layer.0.layer_norm.weight", d)
              .takeAs("q", attention + "q.weight", inner, d)
              .takeAs("k", attention + "k.weight", inner, d)
              .takeAs("v", attention + "v.weight", inner, d)
              .takeAs("o", attention + "o.weight", d, inner)
              .takeAs("norm2", "layer.1.layer_norm.weight", d)
              .takeAs("wi_0", "layer.1.DenseReluDense.wi_0.weight", config.innerWidth(), d)
              .takeAs("wi_1", "layer.1.DenseReluDense.wi_1.weight", config.innerWidth(), d)
              .takeAs("wo", "layer.1.DenseReluDense.wo.weight", wo, d, config.innerWidth()));
    }
    var wantedLast =
        new BlockLoader(torch, files, "encoder.")
            .takeAs("final_layer_norm", "final_layer_norm.weight", d);
    files.requireAllUsed(name -> name.equals("encoder.embed_tokens.weight"));
    embedding = wantedEmbedding.build();
    positions = wantedPositions.build();
    wantedBlocks.forEach(b -> blocks.add(b.build()));
    last = wantedLast.build();
  }

  /**
   * Reads the encoder; the files may be closed afterwards.
   *
   * @throws dev.pixdelta.weights.ModelFileException if a tensor is missing, unused or of another shape
   */
  public static T5Encoder load(Torch torch, T5Config config, WeightFiles files) {
    return new T5Encoder(torch, config, files);
  }

  /** The configuration it was read with. */
  public T5Config config() {
    return config;
  }

  /**
   * Encodes token ids.
   *
   * @param out owns the result
   * @param ids [b, n] int64, each below the vocabulary's size
   * @param mask [b, n] int64, 1 for real tokens; each row has at least one
   * @param beforeBlock runs before every block; what it throws ends the call
   * @return [b, n, d_model] in the compute precision, padding included
   */
  public NDArray encode(NDManager out, NDArray ids, NDArray mask, Runnable beforeBlock) {
    try (NDManager scope = torch.manager().newSubManager()) {
      NDArray bias =
          script.call(scope, "bias", mask, positions, config.buckets(), config.maxDistance()); // [b, h, n, n]
      NDArray x = script.call(scope, "embed", ids, embedding); // [b, n, d]
      for (TensorMap block : blocks) {
        beforeBlock.run();
        NDArray y = script.call(scope, "block", x, bias, block, config.heads(), config.eps()); // [b, n, d]
        x.close();
        x = y;
      }
      return script.call(out, "final", x, last, config.eps()); // [b, n, d]
    }
  }

  @Override
  public void close() {
    embedding.close();
    positions.close();
    blocks.forEach(TensorMap::close);
    last.close();
  }
}
