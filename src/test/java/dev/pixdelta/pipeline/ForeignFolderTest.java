package dev.pixdelta.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pixdelta.hub.ModelFolder;
import dev.pixdelta.testing.Golden;
import dev.pixdelta.testing.ModelDamage;
import dev.pixdelta.testing.TestEngine;
import dev.pixdelta.testing.TinyModel;
import dev.pixdelta.torch.DeviceChoice;
import dev.pixdelta.torch.PrecisionChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A model in the forms that other programs write gives the very latents of the original. */
final class ForeignFolderTest {
  private static final String TEXT = "text_encoder/model.safetensors";
  private static final String TEXT_CONFIG = "text_encoder/config.json";
  private static final String TRANSFORMER = "transformer/diffusion_pytorch_model.safetensors";
  private static final String VAE = "vae/diffusion_pytorch_model.safetensors";

  /**
   * A model and another form of its folder.
   *
   * @param change done to a copy
   */
  record Form(String name, String model, ModelDamage change) {
    @Override
    public String toString() {
      return model + ": " + name;
    }
  }

  static Stream<Form> archives() {
    return Stream.of(
        new Form("archives", "tiny-lcm", archives("")),
        new Form("archives in fp16", "tiny-512", archives("")),
        new Form("archives of a variant", "tiny-512", archives(".fp16")),
        new Form(
            "shards in bf16", "tiny-alpha", shards("text_encoder", "model", "pytorch_model", "")),
        new Form(
            "shards of a variant",
            "tiny-alpha",
            shards("text_encoder", "model", "pytorch_model", ".bf16")),
        new Form(
            "ten shards",
            "tiny-plain",
            shards("transformer", "diffusion_pytorch_model", "diffusion_pytorch_model", "")),
        new Form(
            "safetensors and something else",
            "tiny-lcm",
            m -> Files.writeString(m.resolve("vae/diffusion_pytorch_model.bin"), "other")));
  }

  private static ModelDamage archives(String variant) {
    return ModelDamage.archive(TRANSFORMER, "diffusion_pytorch_model" + variant + ".bin")
        .then(ModelDamage.archive(VAE, "diffusion_pytorch_model" + variant + ".bin"))
        .then(ModelDamage.archive(TEXT, "pytorch_model" + variant + ".bin"));
  }

  /** Turns shards and their index into archives. */
  private static ModelDamage shards(String part, String stem, String archiveStem, String variant) {
    return model -> {
      Path folder = model.resolve(part);
      Path index = folder.resolve(stem + ".safetensors.index.json");
      String text = Files.readString(index);
      List<Path> shards = new ArrayList<>();
      try (var files = Files.newDirectoryStream(folder, "*.safetensors")) {
        files.forEach(shards::add);
      }
      for (Path shard : shards) {
        String name = String.valueOf(shard.getFileName());
        String to =
            name.replace(stem + "-", archiveStem + variant + "-").replace(".safetensors", ".bin");
        ModelDamage.archive(part + "/" + name, to).apply(model);
        text = text.replace(name, to);
      }
      Files.delete(index);
      String ending = variant.isEmpty() ? "" : variant;
      Files.writeString(folder.resolve(archiveStem + ".bin.index" + ending + ".json"), text);
    };
  }

  static Stream<Form> textEncoders() {
    String table = "encoder.block.1.layer.0.SelfAttention.relative_attention_bias.weight";
    ModelDamage whole =
        ModelDamage.added(TEXT, "decoder.block.0.layer.0.SelfAttention.q.weight", 32, 16)
            .then(ModelDamage.added(TEXT, "lm_head.weight", 100, 16))
            .then(
                ModelDamage.json(
                    TEXT_CONFIG,
                    c -> c.putArray("architectures").add("T5ForConditionalGeneration")));
    return Stream.of(
        text("the whole T5", whole),
        text(
            "the whole T5 in an archive",
            whole.then(ModelDamage.archive(TEXT, "pytorch_model.bin"))),
        text("position ids", ModelDamage.added(TEXT, "position_ids", 1, 512)),
        text(
            "the embedding's other name too",
            ModelDamage.added(TEXT, "encoder.embed_tokens.weight", 32128, 16)),
        text(
            "the embedding's other name",
            ModelDamage.renamed(TEXT, "shared.weight", "encoder.embed_tokens.weight")),
        text("a position table in a later block", ModelDamage.added(TEXT, table, 32, 4)),
        text("a prefix", ModelDamage.header(TEXT, ForeignFolderTest::prefix)),
        text("null metadata", ModelDamage.header(TEXT, h -> h.putNull("__metadata__"))),
        text("no metadata", ModelDamage.header(TEXT, h -> h.remove("__metadata__"))),
        text("no architecture", ModelDamage.key(TEXT_CONFIG, "architectures", "null")),
        text("no model type", ModelDamage.withoutKey(TEXT_CONFIG, "model_type")),
        text(
            "the activation under other keys",
            ModelDamage.withoutKey(TEXT_CONFIG, "feed_forward_proj")),
        text(
            "keys of other versions", ModelDamage.json(TEXT_CONFIG, ForeignFolderTest::otherKeys)));
  }

  /** The class that is made for PixArt has its values as defaults. */
  static Stream<Form> transformers() {
    return Stream.of(
        new Form(
            "a transformer without the keys that are defaults",
            "tiny-plain",
            ModelDamage.json(
                "transformer/config.json",
                c ->
                    c.remove(
                        List.of(
                            "norm_type",
                            "activation_fn",
                            "attention_bias",
                            "norm_elementwise_affine",
                            "in_channels",
                            "norm_eps")))));
  }

  private static Form text(String name, ModelDamage change) {
    return new Form("text encoder with " + name, "tiny-lcm", change);
  }

  private static void prefix(ObjectNode header) {
    List<String> names = new ArrayList<>();
    header.fieldNames().forEachRemaining(names::add);
    names.remove("__metadata__");
    names.forEach(n -> header.set("transformer." + n, header.remove(n)));
  }

  private static void otherKeys(ObjectNode config) {
    config.put("_name_or_path", "google/t5-v1_1-xxl").put("n_positions", 512);
    config.put("dtype", "bfloat16").putNull("torch_dtype").put("num_decoder_layers", 24);
    config.putNull("quantization_config").putNull("bos_token_id").put("tie_word_embeddings", true);
    config.putObject("task_specific_params").putObject("summarization").put("max_length", 200);
  }

  @ParameterizedTest
  @MethodSource({"archives", "textEncoders", "transformers"})
  void drawsTheSame(Form form, @TempDir Path folder) throws IOException {
    Path original = Golden.ROOT.resolve("models").resolve(form.model());
    Path copy = TinyModel.copy(original, folder.resolve("model"));
    form.change().apply(copy);
    assertArrayEquals(draw(original, folder.resolve("a")), draw(copy, folder.resolve("b")));
    assertEquals(ModelSummary.read(original).linearNumbers(), ModelSummary.read(copy).linearNumbers());
  }

  private static float[] draw(Path model, Path cache) throws IOException {
    TestEngine.link(Files.createDirectory(cache));
    var options = new PipelineOptions(DeviceChoice.CPU, PrecisionChoice.FP32, 1, cache);
    try (TextToImage pipeline = PixArtPipeline.open(ModelFolder.open(model), options)) {
      var request =
          new PipelineRequest(
              List.of("a red fox"), List.of(5L), "", new Size(64, 64), Binning.OFF, null, 2, null);
      return pipeline
          .draw(pipeline.plan(request), ProgressListener.NONE, new Cancellation())
          .latents()
          .values();
    }
  }
}
