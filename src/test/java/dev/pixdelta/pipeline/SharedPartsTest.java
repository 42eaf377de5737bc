package dev.pixdelta.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.hub.ModelFolder;
import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.testing.Golden;
import dev.pixdelta.testing.ModelDamage;
import dev.pixdelta.testing.TestEngine;
import dev.pixdelta.testing.TinyModel;
import dev.pixdelta.text.Sentence;
import dev.pixdelta.torch.DeviceChoice;
import dev.pixdelta.torch.PrecisionChoice;
import dev.pixdelta.weights.ModelFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model that lacks what others have draws with theirs. */
final class SharedPartsTest {
  private static final Path GOLDEN = Golden.ROOT.resolve("models");

  private final Path installed;
  private final Path model;

  SharedPartsTest(@TempDir Path folder) {
    installed = folder.resolve("models");
    model = folder.resolve("lacking");
  }

  @BeforeEach
  void copy() throws IOException {
    Files.createDirectory(installed);
    TinyModel.copy(GOLDEN.resolve("tiny-lcm"), model);
  }

  private Path install(String name) throws IOException {
    return TinyModel.copy(GOLDEN.resolve(name), installed.resolve(name));
  }

  private ModelLocator models() {
    return new ModelLocator(List.of(new ModelLocator.Root(installed, ModelLocator.Source.DATA)));
  }

  private void remove(String... parts) throws IOException {
    for (String part : parts) {
      ModelDamage.remove(part).apply(model);
    }
  }

  private ModelFolder open(@Nullable Path textEncoder) {
    return SharedParts.open(model, models(), textEncoder);
  }

  private String refused() {
    String message = assertThrows(ModelFileException.class, () -> open(null)).getMessage();
    assertTrue(message.startsWith(model + ": "), message);
    return message;
  }

  @Test
  void aWholeModelNeedsNothing() throws IOException {
    install("tiny-512");
    ModelFolder folder = open(null);
    assertEquals(model.resolve("text_encoder"), folder.folder("text_encoder"));
    assertEquals(List.of(), SharedParts.notes(folder));
  }

  @Test
  void everyPartComesFromTheFirstModelThatHasOne() throws IOException {
    remove("text_encoder", "tokenizer", "vae");
    Path other = install("tiny-lcm");
    install("tiny-plain"); // whose T5 has another width
    ModelFolder folder = open(null);
    for (String part : List.of("text_encoder", "tokenizer", "vae")) {
      assertEquals(other.resolve(part), folder.folder(part));
    }
    assertEquals(
        List.of(
            "Uses the text encoder of tiny-lcm.",
            "Uses the tokenizer of tiny-lcm.",
            "Uses the VAE of tiny-lcm."),
        english(SharedParts.notes(folder)));
    ModelSummary summary = ModelSummary.read(model, models());
    assertEquals(ModelSummary.read(other).linearNumbers(), summary.linearNumbers());
    assertEquals(
        Map.of("text_encoder", "tiny-lcm", "tokenizer", "tiny-lcm", "vae", "tiny-lcm"),
        summary.borrowed());
    assertArrayEquals(draw(ModelFolder.open(other)), draw(folder));
    PromptTokens tokens = PromptTokens.open(model, models());
    assertEquals(4, tokens.count("a cat").tokens());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[null, null]", "null"})
  void theIndexMaySayThatAPartIsLeftOut(String value) throws IOException {
    remove("text_encoder");
    ModelDamage.key("model_index.json", "text_encoder", value).apply(model);
    Path other = install("tiny-lcm");
    assertEquals(other.resolve("text_encoder"), open(null).folder("text_encoder"));
    // What was put there later is taken, whatever the index says.
    TinyModel.copy(other.resolve("text_encoder"), model.resolve("text_encoder"));
    assertEquals(model.resolve("text_encoder"), open(null).folder("text_encoder"));
  }

  @Test
  void whatDoesNotFitOrIsBrokenIsPassedOver() throws IOException {
    remove("text_encoder");
    install("tiny-plain");
    Path empty = install("tiny-512");
    ModelDamage.remove("text_encoder").apply(empty);
    Path cut = install("tiny-alpha");
    ModelDamage.cut("text_encoder/model-00002-of-00002.safetensors", 100).apply(cut);
    assertEquals(
        model
            + ": this model has no text encoder, and no other installed model has one that fits (a T5"
            + " with d_model = 16); put one into the folder text_encoder, or name one with"
            + " --text-encoder on the command line",
        refused());
    Path whole = install("tiny-lcm");
    assertEquals(whole.resolve("text_encoder"), open(null).folder("text_encoder"));
  }

  @Test
  void theSentenceSaysWhatIsMissing() throws IOException {
    remove("vae");
    assertTrue(refused().contains("this model has no VAE"), refused());
    assertTrue(refused().contains("latent_channels = 4"), refused());
    TinyModel.copy(GOLDEN.resolve("tiny-lcm/vae"), model.resolve("vae"));
    remove("tokenizer");
    assertTrue(refused().contains("this model has no tokenizer"), refused());
  }

  @Test
  void aTokenizerIsTakenForTheSameVocabulary() throws IOException {
    remove("tokenizer");
    TinyModel.copy(Path.of("models", "nano"), installed.resolve("nano"));
    assertTrue(refused().contains("this model has no tokenizer"), refused());
    Path other = install("tiny-plain");
    assertEquals(other.resolve("tokenizer"), open(null).folder("tokenizer"));
  }

  /** A model, the encoder inside it, or a folder in which T5 lies with its tokenizer. */
  @Test
  void aTextEncoderCanBeNamed() throws IOException {
    Path other = install("tiny-alpha");
    for (Path given : List.of(other, other.resolve("text_encoder"))) {
      ModelFolder folder = open(given);
      assertEquals(other.resolve("text_encoder"), folder.folder("text_encoder"));
      assertEquals(model.resolve("tokenizer"), folder.folder("tokenizer"));
      assertEquals(
          List.of("Uses the text encoder of tiny-alpha."), english(SharedParts.notes(folder)));
    }
    remove("tokenizer");
    for (Path given : List.of(other, other.resolve("text_encoder"))) {
      assertEquals(other.resolve("tokenizer"), open(given).folder("tokenizer"));
    }
    Path t5 = TinyModel.copy(other.resolve("text_encoder"), installed.resolveSibling("t5"));
    Files.copy(other.resolve("tokenizer/spiece.model"), t5.resolve("spiece.model"));
    assertEquals(t5, open(t5).folder("text_encoder"));
    assertEquals(t5, open(t5).folder("tokenizer"));
    draw(open(t5));
  }

  @Test
  void aTextEncoderThatDoesNotFitIsToldAsOne() throws IOException {
    Path other = install("tiny-plain");
    ModelFolder folder = open(other);
    String message =
        assertThrows(ModelFileException.class, () -> ModelConfigs.read(folder)).getMessage();
    assertEquals(
        other.resolve("text_encoder/config.json")
            + ": this text encoder does not fit the model: expected d_model = caption_channels = 16"
            + " of its transformer/config.json, found 12",
        message);
  }

  private static float[] draw(ModelFolder folder) {
    var options = new PipelineOptions(DeviceChoice.CPU, PrecisionChoice.FP32, 1, TestEngine.CACHE);
    try (TextToImage pipeline = PixArtPipeline.open(folder, options)) {
      var request =
          new PipelineRequest(
              List.of("a cat"), List.of(5L), "", new Size(64, 64), Binning.OFF, null, 2, null);
      Plan plan = pipeline.plan(request);
      assertEquals(SharedParts.notes(folder), plan.notes());
      return pipeline.draw(plan, ProgressListener.NONE, new Cancellation()).latents().values();
    }
  }

  private static List<String> english(List<Sentence> sentences) {
    return sentences.stream().map(Sentence::toString).toList();
  }
}
