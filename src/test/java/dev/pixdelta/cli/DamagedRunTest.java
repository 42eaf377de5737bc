package dev.pixdelta.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.hub.ModelFolder;
import dev.pixdelta.pipeline.Binning;
import dev.pixdelta.pipeline.Cancellation;
import dev.pixdelta.pipeline.PipelineOptions;
import dev.pixdelta.pipeline.PipelineRequest;
import dev.pixdelta.pipeline.PixArtPipeline;
import dev.pixdelta.pipeline.ProgressListener;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.pipeline.TextToImage;
import dev.pixdelta.testing.ModelDamage;
import dev.pixdelta.testing.TestEngine;
import dev.pixdelta.testing.TinyModel;
import dev.pixdelta.torch.DeviceChoice;
import dev.pixdelta.torch.PrecisionChoice;
import dev.pixdelta.weights.DType;
import dev.pixdelta.weights.ModelFileException;
import dev.pixdelta.weights.TensorEntry;
import dev.pixdelta.weights.WeightFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no header tells of: numbers that are none, and files that change under a running model. */
final class DamagedRunTest {
  private static final String TEXT = "text_encoder/model.safetensors";
  private static final String TRANSFORMER = "transformer/diffusion_pytorch_model.safetensors";
  private static final String VAE = "vae/diffusion_pytorch_model.safetensors";

  private static TextToImage open(Path model, PrecisionChoice precision) {
    return PixArtPipeline.open(
        ModelFolder.open(model),
        new PipelineOptions(DeviceChoice.CPU, precision, 0, TestEngine.CACHE));
  }

  private static void draw(TextToImage model, String prompt) {
    model.draw(
        model.plan(
            new PipelineRequest(
                List.of(prompt), List.of(1L), "", new Size(64, 64), Binning.OFF, null, 2, null)),
        ProgressListener.NONE,
        new Cancellation());
  }

  private static void truncate(Path file, long size) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    }
  }

  /** NaN, or numbers that overflow, in one weight or in all. */
  static Stream<Arguments> overflowing() {
    return Stream.of(
        Arguments.of("all NaN", ModelDamage.data(TEXT, 255), "text encoder", "for the prompt"),
        Arguments.of(
            "all NaN", ModelDamage.data(TRANSFORMER, 255), "transformer", "in step 1 of 2"),
        Arguments.of("all NaN", ModelDamage.data(VAE, 255), "VAE", "for the picture"),
        Arguments.of(
            "one NaN",
            number(TEXT, "encoder.final_layer_norm.weight", Float.NaN),
            "text encoder",
            "for the prompt"),
        Arguments.of(
            "one NaN",
            number(TRANSFORMER, "proj_out.bias", Float.NaN),
            "transformer",
            "in step 1 of 2"),
        Arguments.of(
            "one NaN", number(VAE, "decoder.conv_out.bias", Float.NaN), "VAE", "for the picture"),
        Arguments.of(
            "infinity",
            number(TRANSFORMER, "proj_out.bias", Float.NEGATIVE_INFINITY),
            "transformer",
            "in step 1 of 2"),
        // finite everywhere but in what is computed of it
        Arguments.of(
            "overflow",
            number(TRANSFORMER, "proj_out.bias", 3e38f),
            "transformer",
            "in step 1 of 2"),
        Arguments.of(
            "overflow", number(VAE, "decoder.conv_in.weight", 3e38f), "VAE", "for the picture"));
  }

  /** Sets the first number of an F32 tensor. */
  private static ModelDamage number(String file, String tensor, float value) {
    return model -> {
      try (WeightFiles files = WeightFiles.openFile(model.resolve(file));
          FileChannel channel = FileChannel.open(model.resolve(file), StandardOpenOption.WRITE)) {
        TensorEntry entry = files.entry(tensor);
        assertEquals(DType.F32, entry.dtype());
        ByteBuffer bytes = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(value);
        channel.write(bytes.flip(), entry.offset());
      }
    };
  }

  @ParameterizedTest
  @MethodSource("overflowing")
  void whatIsNoNumberIsASentenceAndNoPicture(
      String name, ModelDamage damage, String network, String when, @TempDir Path folder)
      throws IOException {
    Path copy = TinyModel.copy(Refusal.source("tiny-lcm"), folder.resolve("model"));
    damage.apply(copy);
    Path out = Files.createDirectory(folder.resolve("out"));
    // the second time nothing may come from the cache of embeddings
    for (int i = 0; i < 2; i++) {
      var run = Refusal.run(folder, Refusal.arguments(copy, out));
      assertEquals(1, run.exit(), run.err());
      assertTrue(
          run.sentence().startsWith("The " + network + " gave NaN or infinity " + when + ": "),
          run.err());
      assertTrue(run.sentence().contains(copy.toString()), run.err());
      assertTrue(run.sentence().contains("download them again"), run.err());
      assertEquals("", run.out());
      assertEquals(List.of(), Refusal.files(out), name);
    }
  }

  /** Not a number, the largest negative, and a denormal, in every weight of a network. */
  @ParameterizedTest
  @CsvSource({
    TEXT + ",255", TRANSFORMER + ",255", VAE + ",255", TEXT + ",127", TRANSFORMER + ",127",
    VAE + ",127", TEXT + ",251", TRANSFORMER + ",251", VAE + ",251", TRANSFORMER + ",0"
  })
  void drawsOrRefusesWhateverTheNumbersAre(String file, int value, @TempDir Path folder)
      throws IOException {
    Path copy = TinyModel.copy(Refusal.source("tiny-lcm"), folder.resolve("model"));
    ModelDamage.data(file, value).apply(copy);
    Path out = Files.createDirectory(folder.resolve("out"));
    var run = Refusal.run(folder, Refusal.arguments(copy, out));
    if (run.exit() == 0) {
      assertEquals(1, Refusal.files(out).size());
    } else {
      assertEquals(1, run.exit(), run.err());
      assertFalse(run.sentence().contains("Unexpected error"), run.err());
      assertEquals(List.of(), Refusal.files(out));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {TEXT, TRANSFORMER, VAE})
  void fileCutAfterOpeningIsRefused(String file, @TempDir Path folder) throws IOException {
    Path copy = TinyModel.copy(Refusal.source("tiny-lcm"), folder.resolve("model"));
    try (TextToImage model = open(copy, PrecisionChoice.FP32)) {
      Path cut = copy.resolve(file);
      truncate(cut, Files.size(cut) / 4);
      var e = assertThrows(ModelFileException.class, () -> draw(model, "cut " + folder));
      assertTrue(String.valueOf(e.getMessage()).contains(file), e.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {TEXT, TRANSFORMER, VAE})
  void fileCutBetweenPicturesIsRefused(String file, @TempDir Path folder) throws IOException {
    Path copy = TinyModel.copy(Refusal.source("tiny-lcm"), folder.resolve("model"));
    try (TextToImage model = open(copy, PrecisionChoice.FP32)) {
      draw(model, "whole " + folder);
      Path cut = copy.resolve(file);
      truncate(cut, 4096);
      var e = assertThrows(ModelFileException.class, () -> draw(model, "cut " + folder));
      assertTrue(String.valueOf(e.getMessage()).contains(file), e.getMessage());
    }
  }
}
