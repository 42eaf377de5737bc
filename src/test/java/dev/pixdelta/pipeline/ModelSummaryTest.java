package dev.pixdelta.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.diffusion.SamplerKind;
import dev.pixdelta.testing.TinyModel;
import dev.pixdelta.torch.Precision;
import dev.pixdelta.weights.ModelFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelSummaryTest {
  private static final Path NANO = Path.of("models", "nano");

  @Test
  void theModelInTheBoxIsDescribed() {
    ModelSummary nano = ModelSummary.read(NANO);
    assertEquals("nano", nano.name());
    assertEquals(new Size(128, 128), nano.nativeSize());
    assertEquals(SamplerKind.LCM, nano.sampler());
    assertEquals(new ModelSummary.Steps(1, 50, 4), nano.steps().get(SamplerKind.LCM));
    assertEquals(16, nano.multiple());
    assertEquals(15.0e6, (double) nano.fileBytes(), 1.5e6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tiny-lcm", "tiny-alpha", "tiny-512", "tiny-plain"})
  void everyNamedSizeCanBeDrawnAndIsNamedOnce(String model) {
    ModelSummary summary = ModelSummary.read(TinyModel.folder(model).path());
    SizeRule rule = new SizeRule(summary.multiple());
    var seen = new HashSet<Size>();
    for (NamedSize named : summary.sizes()) {
      rule.checkDrawn(named.size());
      assertTrue(seen.add(named.size()), named.toString());
    }
    assertTrue(
        summary.sizes().contains(new NamedSize(NamedSize.Name.SQUARE, summary.nativeSize())));
  }

  @Test
  void aModelWithoutATableGetsTheLargeOneScaled() {
    ModelSummary nano = ModelSummary.read(NANO);
    for (NamedSize named : nano.sizes()) {
      long pixels = (long) named.size().width() * named.size().height();
      assertEquals(128 * 128, (double) pixels, 0.25 * 128 * 128, named.toString());
    }
    assertTrue(nano.sizes().size() >= 5);
  }

  /** Peaks in MiB from docs/performance.md; "full" has a thin text encoder there. */
  @ParameterizedTest
  @CsvSource({
    "  6_081_216,    383_615,  16,  128, FP32,  344",
    "  6_081_216,    383_615,  16,  128, BF16,  325",
    "645_000_000, 50_000_000, 128,  512, FP32, 3617",
    "645_000_000, 50_000_000, 128,  512, BF16, 2014",
    "645_000_000, 50_000_000, 128, 1024, FP32, 4833",
    "645_000_000, 50_000_000, 128, 1024, BF16, 2919",
  })
  void memoryIsAboutWhatWasMeasured(
      String linear, String decoder, int channels, int side, Precision precision, long measured) {
    long estimate =
        ModelSummary.memoryBytes(
            Long.parseLong(linear.replace("_", "")),
            Long.parseLong(decoder.replace("_", "")),
            channels,
            new Size(side, side),
            precision);
    assertEquals(1, estimate / (double) (measured << 20), 0.05);
  }

  @Test
  void theModelInTheBoxIsEstimatedByItsFiles() {
    ModelSummary nano = ModelSummary.read(NANO);
    assertEquals(
        ModelSummary.memoryBytes(6_081_216, 383_615, 16, new Size(128, 128), Precision.FP32),
        nano.memoryBytes(nano.nativeSize(), Precision.FP32));
  }

  @Test
  void theFullModelNeedsItsWeightsAndMore() {
    FullModel full = FullModel.LCM_1024;
    assertEquals(21.8e9, (double) full.fileBytes(), 0.1e9);
    assertTrue(full.memoryBytes(Precision.BF16) > 10_500_000_000L);
    assertTrue(full.memoryBytes(Precision.FP32) > 21_000_000_000L);
  }

  /** What the page of models shows must not be refused when it is opened. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vae/config.json | | vae",
        "text_encoder/config.json | \"d_model\": 128 | caption_channels",
        "vae/config.json | \"latent_channels\": 3 | latent_channels",
        "text_encoder/model.safetensors | | text_encoder",
      })
  void aBrokenModelIsASentence(
      String file, @Nullable String change, String said, @TempDir Path folder) throws IOException {
    Path copy = TinyModel.copy(NANO, folder.resolve("broken"));
    Path broken = copy.resolve(file);
    if (change == null) {
      Files.delete(broken);
    } else {
      String key = change.substring(0, change.indexOf(':') + 1);
      String before = Files.readString(broken);
      String after = before.replaceFirst(key + " *\\d+", change);
      assertNotEquals(before, after);
      Files.writeString(broken, after);
    }
    var e = assertThrows(ModelFileException.class, () -> ModelSummary.read(copy));
    assertTrue(e.getMessage().contains(said), e.getMessage());
  }

  @Test
  void oneOfTheTokenizersIsEnough(@TempDir Path folder) throws IOException {
    Path copy = TinyModel.copy(NANO, folder.resolve("copy"));
    Files.delete(copy.resolve("tokenizer/spiece.model"));
    assertEquals(ModelSummary.read(NANO).steps(), ModelSummary.read(copy).steps());
    Files.delete(copy.resolve("tokenizer/tokenizer.json"));
    var e = assertThrows(ModelFileException.class, () -> ModelSummary.read(copy));
    assertTrue(e.getMessage().contains("spiece.model"), e.getMessage());
    assertTrue(e.getMessage().contains("tokenizer.json"), e.getMessage());
  }

  @Test
  void aNativeSizeThatCannotBeDrawnIsASentence(@TempDir Path folder) throws IOException {
    Path copy = TinyModel.copy(TinyModel.folder("tiny-lcm").path(), folder.resolve("broken"));
    Path config = copy.resolve("transformer").resolve("config.json");
    Files.writeString(
        config,
        Files.readString(config).replaceFirst("\"sample_size\": \\d+", "\"sample_size\": 1024"));
    var e = assertThrows(ModelFileException.class, () -> ModelSummary.read(copy));
    assertTrue(e.getMessage().contains("sample_size"), e.getMessage());
  }
}
