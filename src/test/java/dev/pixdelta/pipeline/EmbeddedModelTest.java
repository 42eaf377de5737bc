package dev.pixdelta.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pixdelta.hub.ModelFolder;
import dev.pixdelta.testing.Golden;
import dev.pixdelta.testing.TestEngine;
import dev.pixdelta.testing.TinyModel;
import dev.pixdelta.torch.DeviceChoice;
import dev.pixdelta.torch.PrecisionChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The model in the box, and its teacher, draw what diffusers draws with them. */
final class EmbeddedModelTest {
  private static final Path NANO = Path.of("models", "nano");

  private static void assertDraws(Path folder, String key, double guidance) {
    String[] parts = key.split("\\.");
    int seed = Integer.parseInt(parts[2]);
    String prompt = seed == 7 ? "a penguin on a teal background" : "A fox on a blue background ";
    var options = new PipelineOptions(DeviceChoice.CPU, PrecisionChoice.FP32, 0, TestEngine.CACHE);
    try (Golden golden = Golden.open("nano.safetensors");
        TextToImage model = PixArtPipeline.open(ModelFolder.open(folder), options)) {
      Plan plan =
          model.plan(
              new PipelineRequest(
                  List.of(prompt),
                  List.of((long) seed),
                  "",
                  null,
                  Binning.AUTO,
                  null,
                  Integer.parseInt(parts[1]),
                  guidance));
      assertEquals(new Size(128, 128), plan.drawn());
      Drawn drawn = model.draw(plan, ProgressListener.NONE, new Cancellation());
      assertEquals(0, golden.difference(key, drawn.latents().values()), 1e-3);
    }
  }

  @ParameterizedTest
  @CsvSource({"lcm.2.7", "lcm.2.8", "lcm.4.7", "lcm.4.8"})
  void drawsAsInDiffusers(String key) {
    assertDraws(NANO, key, 0);
  }

  /** As diffusers saves the folder with transformers 5. */
  @Test
  void drawsWithTheJsonTokenizerAlone(@TempDir Path folder) throws IOException {
    Path saved = TinyModel.copy(NANO, folder.resolve("saved"));
    Files.delete(saved.resolve("tokenizer/spiece.model"));
    assertDraws(saved, "lcm.2.7", 0);
  }

  @Test
  void itsTeacherDrawsAsInDiffusers(@TempDir Path folder) throws IOException {
    Path alpha = folder.resolve("alpha");
    TinyModel.copy(NANO, alpha);
    for (String file :
        List.of(
            "transformer/config.json",
            "transformer/diffusion_pytorch_model.safetensors",
            "scheduler/scheduler_config.json")) {
      Files.copy(
          Path.of("src/test/resources/nano-alpha").resolve(file),
          alpha.resolve(file),
          StandardCopyOption.REPLACE_EXISTING);
    }
    assertDraws(alpha, "alpha.14.7", 3);
    assertDraws(alpha, "alpha.14.8", 3);
  }
}
