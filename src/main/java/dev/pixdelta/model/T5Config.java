package dev.pixdelta.model;

import dev.pixdelta.hub.ConfigFile;
import java.util.Set;

/**
 * A T5 v1.1 encoder, from {@code text_encoder/config.json}.
 *
 * @param vocabulary rows of the embedding
 * @param width d_model
 * @param headWidth d_kv; {@code heads * headWidth} need not be {@code width}
 * @param innerWidth d_ff
 * @param layers number of blocks
 * @param heads number of heads
 * @param buckets rows of the relative position table
 * @param maxDistance distance from which on all share the last bucket
 * @param eps of the RMS norms
 */
public record T5Config(
    int vocabulary,
    int width,
    int headWidth,
    int innerWidth,
    int layers,
    int heads,
    int buckets,
    int maxDistance,
    double eps) {

  /**
   * Reads a configuration, with transformers' defaults for what is absent.
   *
   * @throws dev.pixdelta.weights.ModelFileException if a value makes no sense or names another
   *     network
   */
  public static T5Config read(ConfigFile file) {
    file.word("model_type", Set.of("t5"), "t5");
    if (file.has("feed_forward_proj") || !file.flag("is_gated_act", false)) {
      file.word("feed_forward_proj", Set.of("gated-gelu"));
      file.word("dense_act_fn", Set.of("gelu_new"), "gelu_new");
    } else {
      file.word("dense_act_fn", Set.of("gelu_new")); // what the key that is absent stands for
    }
    int buckets = file.integer("relative_attention_num_buckets", 4, 4096, 32);
    int maxDistance = file.integer("relative_attention_max_distance", 1, 1 << 20, 128);
    if (buckets % 4 != 0) {
      throw file.error("relative_attention_num_buckets", "a multiple of 4");
    }
    if (maxDistance <= buckets / 4) {
      throw file.error("relative_attention_max_distance", "more than " + buckets / 4);
    }
    return new T5Config(
        file.integer("vocab_size", 3, 1 << 24),
        file.integer("d_model", 1, 1 << 16),
        file.integer("d_kv", 1, 1 << 14),
        file.integer("d_ff", 1, 1 << 20),
        file.integer("num_layers", 1, 1024),
        file.integer("num_heads", 1, 4096),
        buckets,
        maxDistance,
        file.number("layer_norm_epsilon", 1e-12, 0.1, 1e-6));
  }
}
