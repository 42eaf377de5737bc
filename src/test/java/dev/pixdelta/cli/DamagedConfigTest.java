package dev.pixdelta.cli;

import dev.pixdelta.testing.ModelDamage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Configurations whose values lie: refused by their key, or by the tensor that they lie about. */
final class DamagedConfigTest {
  private static final List<String> NONSENSE = List.of("-1", "1e9", "2.5", "\"three\"", "[128]");

  private static final List<String> MORE_NONSENSE =
      List.of("{}", "true", "NaN", "-Infinity", "1e999", "-1e999", "9223372036854775808", "\"\"");

  private static final String TRANSFORMER = "transformer/config.json";
  private static final String TEXT = "text_encoder/config.json";
  private static final String VAE = "vae/config.json";
  private static final String SCHEDULER = "scheduler/scheduler_config.json";

  static Stream<Refusal> nonsense() {
    List<Refusal> all = new ArrayList<>();
    add(all, TRANSFORMER, "num_layers", NONSENSE, "0");
    add(all, TRANSFORMER, "num_layers", MORE_NONSENSE);
    add(all, VAE, "norm_num_groups", MORE_NONSENSE);
    add(all, SCHEDULER, "num_train_timesteps", MORE_NONSENSE);
    add(all, TRANSFORMER, "num_attention_heads", NONSENSE, "0");
    add(all, TRANSFORMER, "attention_head_dim", NONSENSE, "0", "7", "13");
    add(all, TRANSFORMER, "patch_size", NONSENSE, "0");
    add(all, TRANSFORMER, "sample_size", NONSENSE, "0", "-5", "1e12", "127");
    add(all, TRANSFORMER, "in_channels", NONSENSE, "0");
    add(all, TRANSFORMER, "out_channels", NONSENSE, "0", "5");
    add(all, TRANSFORMER, "caption_channels", NONSENSE, "0", "17");
    add(all, TRANSFORMER, "cross_attention_dim", NONSENSE, "0", "16");
    add(all, TRANSFORMER, "norm_eps", List.of(), "0", "-1", "\"x\"", "[]", "NaN", "Infinity");
    add(all, TRANSFORMER, "norm_type", NONSENSE, "\"layer_norm\"", "null");
    add(all, TRANSFORMER, "activation_fn", NONSENSE, "\"geglu\"");
    add(all, TRANSFORMER, "attention_bias", List.of(), "false", "1", "\"yes\"");
    add(
        all,
        TRANSFORMER,
        "interpolation_scale",
        List.of(),
        "0",
        "-1",
        "\"x\"",
        "[]",
        "NaN",
        "1e999");
    add(all, TRANSFORMER, "use_additional_conditions", List.of(), "1", "\"yes\"", "[]");
    add(all, TRANSFORMER, "_class_name", NONSENSE, "\"UNet2DConditionModel\"");
    add(all, TEXT, "d_model", NONSENSE, "0");
    add(all, TEXT, "d_kv", NONSENSE, "0");
    add(all, TEXT, "d_ff", NONSENSE, "0");
    add(all, TEXT, "num_heads", NONSENSE, "0");
    add(all, TEXT, "num_layers", NONSENSE, "0");
    add(all, TEXT, "vocab_size", NONSENSE, "0", "null");
    add(all, TEXT, "relative_attention_num_buckets", NONSENSE, "0", "31", "2");
    add(all, TEXT, "relative_attention_max_distance", NONSENSE, "0", "8");
    add(all, TEXT, "layer_norm_epsilon", List.of(), "0", "-1", "\"x\"", "NaN", "Infinity");
    add(all, TEXT, "feed_forward_proj", NONSENSE, "\"relu\"", "\"gated-silu\"");
    add(all, TEXT, "model_type", NONSENSE, "\"mt5\"");
    add(
        all,
        TEXT,
        "architectures",
        List.of(),
        "[\"UMT5EncoderModel\"]",
        "\"T5EncoderModel\"",
        "[]",
        "7");
    add(
        all,
        VAE,
        "block_out_channels",
        List.of(),
        "[]",
        "[0]",
        "16",
        "null",
        "\"x\"",
        "[16,16,32]",
        "[16,16,32,32,32,32,32,32,32]",
        "[16,16,32,2.5]",
        "[16,16,32,-32]",
        "[16,16,32,1e9]",
        "[16,16,32,33]");
    add(all, VAE, "norm_num_groups", NONSENSE, "0", "7", "64");
    add(all, VAE, "layers_per_block", NONSENSE, "0");
    add(all, VAE, "latent_channels", NONSENSE, "0", "8");
    add(
        all,
        VAE,
        "scaling_factor",
        List.of(),
        "0",
        "-1",
        "\"x\"",
        "NaN",
        "Infinity",
        "1e-30",
        "[]");
    add(all, VAE, "in_channels", NONSENSE, "4");
    add(all, VAE, "out_channels", NONSENSE, "4");
    add(all, VAE, "shift_factor", List.of(), "0.1");
    add(all, VAE, "act_fn", NONSENSE, "\"relu\"");
    add(all, VAE, "down_block_types", NONSENSE, "[]", "[\"AttnDownEncoderBlock2D\"]");
    add(all, SCHEDULER, "_class_name", NONSENSE, "\"FlowMatchEulerDiscreteScheduler\"", "null");
    add(
        all,
        SCHEDULER,
        "beta_start",
        List.of(),
        "0",
        "1",
        "2",
        "-1",
        "\"x\"",
        "NaN",
        "Infinity",
        "[]");
    add(all, SCHEDULER, "beta_end", List.of(), "0", "1", "2", "-1", "0.9999", "NaN", "-Infinity");
    add(all, SCHEDULER, "beta_schedule", NONSENSE, "\"banana\"");
    add(all, SCHEDULER, "num_train_timesteps", NONSENSE, "0", "1");
    add(all, SCHEDULER, "prediction_type", NONSENSE, "\"banana\"");
    add(all, SCHEDULER, "trained_betas", List.of(), "[]", "[0.1,0.2]", "0.1", "\"x\"", "[\"x\"]");
    add(all, SCHEDULER, "original_inference_steps", NONSENSE, "0", "1001");
    add(all, SCHEDULER, "timestep_scaling", List.of(), "0", "-1", "\"x\"", "NaN", "Infinity");
    add(all, SCHEDULER, "clip_sample", List.of(), "\"yes\"", "1");
    add(all, SCHEDULER, "thresholding", List.of(), "true", "\"no\"");
    add(all, SCHEDULER, "rescale_betas_zero_snr", List.of(), "true");
    return all.stream();
  }

  /** Each value is of the right kind and in range; the tensors or other files say otherwise. */
  static Stream<Refusal> lies() {
    return Stream.of(
        lie(TRANSFORMER, "num_layers", "2", "transformer_blocks.2."),
        lie(TRANSFORMER, "num_layers", "4", "transformer_blocks.3."),
        lie(TRANSFORMER, "num_layers", "null", "transformer_blocks.3."),
        lie(TRANSFORMER, "patch_size", "3", "sample_size"),
        lie(TRANSFORMER, "patch_size", "4", "pos_embed.proj.weight"),
        lie(TRANSFORMER, "out_channels", "4", "proj_out"),
        lie(TRANSFORMER, "sample_size", "64", "aspect_ratio_embedder"),
        lie(TRANSFORMER, "use_additional_conditions", "false", "aspect_ratio_embedder"),
        lie(TEXT, "vocab_size", "32127", "shared.weight"),
        lie(TEXT, "vocab_size", "32129", "shared.weight"),
        lie(TEXT, "vocab_size", "31999", "spiece.model"),
        lie(TEXT, "num_layers", "2", "encoder.block.2."),
        lie(TEXT, "num_layers", "1024", "encoder.block.3."),
        lie(TEXT, "num_heads", "2", "relative_attention_bias"),
        lie(TEXT, "d_kv", "16", "SelfAttention"),
        lie(TEXT, "d_ff", "64", "DenseReluDense"),
        lie(TEXT, "relative_attention_num_buckets", "64", "relative_attention_bias"),
        lie(VAE, "layers_per_block", "1", "vae/"),
        lie(VAE, "layers_per_block", "64", "vae/"),
        lie(VAE, "block_out_channels", "[16,16,32,64]", "vae/"),
        lie(VAE, "block_out_channels", "[16384,16384,16384,16384]", "vae/"),
        lie(VAE, "use_quant_conv", "false", "quant_conv"),
        lie(VAE, "mid_block_add_attention", "false", "attentions"));
  }

  static Stream<Refusal> files() {
    List<Refusal> all = new ArrayList<>();
    // Both are legal until it comes to drawing at the model's own size.
    all.add(
        Refusal.of(
            "sample_size = 1024",
            "tiny-lcm",
            ModelDamage.key(TRANSFORMER, "sample_size", "1024")
                .then(ModelDamage.key(TRANSFORMER, "use_additional_conditions", "true")),
            TRANSFORMER,
            "sample_size",
            "8192x8192"));
    all.add(key(SCHEDULER, "num_train_timesteps", "49", "original_inference_steps"));
    for (String file : List.of("model_index.json", TRANSFORMER, TEXT, VAE, SCHEDULER)) {
      all.add(text(file, "an empty object", "{}"));
    }
    for (String file : List.of("model_index.json", TRANSFORMER, TEXT, VAE, SCHEDULER)) {
      all.add(text(file, "a list", "[1, 2]"));
      all.add(text(file, "a number", "7"));
      all.add(text(file, "null", "null"));
      all.add(text(file, "two objects", "{}{}"));
      all.add(text(file, "a key twice", "{\"_class_name\": \"a\", \"_class_name\": \"b\"}"));
      all.add(text(file, "nested deeply", "{\"a\":".repeat(100_000)));
      all.add(text(file, "a long number", "{\"a\":" + "9".repeat(500_000) + "}"));
      all.add(text(file, "a long exponent", "{\"_class_name\":1e" + "9".repeat(90) + "}"));
    }
    all.add(
        Refusal.of(
            "100 MB",
            "tiny-lcm",
            ModelDamage.bytes(VAE, b -> java.util.Arrays.copyOf(b, 100_000_000)),
            VAE,
            "100000000"));
    all.add(key("model_index.json", "_class_name", "\"StableDiffusionPipeline\"", "_class_name"));
    all.add(
        key(
            "model_index.json",
            "transformer",
            "[\"diffusers\", \"SD3Transformer2DModel\"]",
            "SD3"));
    all.add(key("model_index.json", "vae", "7", "vae"));
    all.add(key("model_index.json", "text_encoder", "[]", "text_encoder"));
    return all.stream();
  }

  private static void add(
      List<Refusal> all, String file, String key, List<String> values, String... more) {
    values.forEach(v -> all.add(key(file, key, v, key)));
    for (String v : more) {
      all.add(key(file, key, v, key));
    }
  }

  private static Refusal key(String file, String key, String json, String word) {
    return Refusal.of(
        file + " " + key + " = " + json, "tiny-lcm", ModelDamage.key(file, key, json), file, word);
  }

  private static Refusal lie(String file, String key, String json, String tensor) {
    return Refusal.of(
        file + " " + key + " = " + json, "tiny-lcm", ModelDamage.key(file, key, json), tensor);
  }

  private static Refusal text(String file, String name, String text) {
    return Refusal.of(file + " " + name, "tiny-lcm", ModelDamage.text(file, text), file);
  }

  @ParameterizedTest
  @MethodSource({"nonsense", "lies", "files"})
  void isRefused(Refusal damaged, @TempDir Path folder) throws IOException {
    damaged.check(folder);
  }
}
