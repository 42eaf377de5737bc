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
import dev.pixdelta.weights.ModelFileException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
