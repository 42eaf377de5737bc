package dev.pixdelta.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pixdelta.diffusion.SamplerKind;
import dev.pixdelta.hub.ModelFolder;
import dev.pixdelta.testing.Golden;
import dev.pixdelta.testing.TestEngine;
import dev.pixdelta.testing.TinyModel;
import dev.pixdelta.torch.DeviceChoice;
import dev.pixdelta.torch.PrecisionChoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Steered pictures against the research pipeline's latents. */
final class ControlPipelineTest {
  private static final Path MODELS = Golden.ROOT.resolve("models");
  private static final String LCM_4 = "control-pipeline/lcm-4.safetensors";

  /** A golden run. */
  record Case(String file, JsonNode what) {
    static Case of(String file) {
      return new Case(file, Golden.json("manifest.json").get("files").get(file));
    }

    PipelineRequest request() {
      List<Long> seeds = new ArrayList<>();
      what.get("seeds").forEach(s -> seeds.add(s.longValue()));
      return new PipelineRequest(
          seeds.stream().map(s -> what.get("prompt").textValue()).toList(),
          seeds,
          what.get("negative_prompt").textValue(),
          size(),
          Binning.OFF,
          what.get("scheduler").textValue().startsWith("LCM")
              ? SamplerKind.LCM
              : SamplerKind.DPM_SOLVER_PP,
          what.get("steps").intValue(),
          what.get("guidance").doubleValue());
    }

    Size size() {
      return new Size(what.get("width").intValue(), what.get("height").intValue());
    }

    ControlInput control() {
      return control(what.get("strength").doubleValue(), ControlType.MAP);
    }

    ControlInput control(double strength, ControlType type) {
      try (Golden golden = Golden.open(file)) {
        return new ControlInput(
            MODELS.resolve(what.get("control").textValue()),
            type,
            new Picture(size(), golden.bytes("control_image")),
            strength,
            what.get("start").doubleValue(),
            what.get("end").doubleValue());
      }
    }

    @Override
    public String toString() {
      return file;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
            "512-lcm-4",
            "dpm-14-guided",
            "lcm-1",
            "lcm-2-portrait",
            "lcm-4",
            "lcm-4-half",
            "lcm-4-late",
            "lcm-batch")
        .map(n -> Case.of("control-pipeline/" + n + ".safetensors"));
  }

  private final Path folder;

  ControlPipelineTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private TextToImage open(Case golden, PrecisionChoice precision) {
    var options = new PipelineOptions(DeviceChoice.CPU, precision, 0, TestEngine.CACHE);
    String name = golden.what().get("model").textValue();
    return PixArtPipeline.open(
        golden.request().sampler() == SamplerKind.LCM ? TinyModel.folder(name) : teacher(name),
        options);
  }

  /** The networks of one model with the scheduler of the teacher. */
  private ModelFolder teacher(String name) {
    try {
      Path model = TinyModel.copy(MODELS.resolve(name), folder.resolve("teacher"));
      Path scheduler = Path.of("scheduler", "scheduler_config.json");
      Files.copy(
          MODELS.resolve("tiny-alpha").resolve(scheduler),
          model.resolve(scheduler),
          StandardCopyOption.REPLACE_EXISTING);
      return ModelFolder.open(model);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static float[] draw(TextToImage model, PipelineRequest request) {
    return model
        .draw(model.plan(request), ProgressListener.NONE, new Cancellation())
        .latents()
        .values();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void drawsAsTheResearchPipelineDoes(Case golden) {
    try (TextToImage model = open(golden, PrecisionChoice.FP32);
        Golden file = Golden.open(golden.file())) {
      float[] latents = draw(model, golden.request().controlledBy(List.of(golden.control())));
      double most = golden.what().get("max_abs_latent").doubleValue();
      assertEquals(0, file.difference("latents", latents), most > 10 ? 1e-3 + 2e-5 * most : 1e-3);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void bf16StaysClose(Case golden) {
    try (TextToImage model = open(golden, PrecisionChoice.BF16);
        Golden file = Golden.open(golden.file())) {
      float[] latents = draw(model, golden.request().controlledBy(List.of(golden.control())));
      double cosine = file.cosine("latents", latents);
      assertTrue(cosine >= 0.999, "cosine " + cosine);
    }
  }

  @Test
  void noStrengthIsNoControlBitForBit() {
    Case golden = Case.of(LCM_4);
    try (TextToImage model = open(golden, PrecisionChoice.FP32)) {
      float[] plain = draw(model, golden.request());
      ControlInput none = golden.control(0, ControlType.MAP);
      assertArrayEquals(plain, draw(model, golden.request().controlledBy(List.of(none))));
      float[] steered = draw(model, golden.request().controlledBy(List.of(golden.control())));
      assertTrue(!Arrays.equals(plain, steered));
    }
  }

  @Test
  void twoControlsAddUpAndMayHaveTheirOwnSteps() {
    Case golden = Case.of(LCM_4);
    try (TextToImage model = open(golden, PrecisionChoice.FP32);
        Golden file = Golden.open(golden.file())) {
      ControlInput most = golden.control(0.75, ControlType.MAP);
      ControlInput rest = golden.control(0.25, ControlType.MAP);
      float[] both = draw(model, golden.request().controlledBy(List.of(most, rest)));
      assertEquals(0, file.difference("latents", both), 1e-3);
      ControlInput early = part(golden.control(), 0, 0.5);
      ControlInput late = part(golden.control(), 0.5, 1);
      float[] oneByOne = draw(model, golden.request().controlledBy(List.of(early, late)));
      assertEquals(0, file.difference("latents", oneByOne), 1e-3);
    }
  }

  private static ControlInput part(ControlInput c, double start, double end) {
    return new ControlInput(c.weights(), c.type(), c.map(), c.strength(), start, end);
  }

  @Test
  void theOfficialLayoutDrawsTheSame() {
    Case golden = Case.of("control-pipeline/512-lcm-4.safetensors");
    try (TextToImage model = open(golden, PrecisionChoice.FP32);
        Golden file = Golden.open(golden.file())) {
      ControlInput c = golden.control();
      Path pth = MODELS.resolve("tiny-control-512").resolve("official-layout.pth");
      ControlInput official = new ControlInput(pth, ControlType.EDGES, c.map(), 1, 0, 1);
      Plan plan = model.plan(golden.request().controlledBy(List.of(official)));
      assertTrue(
          plan.notes().toString().contains("trained on softedge maps; edges may"),
          plan.notes().toString());
      Drawn drawn = model.draw(plan, ProgressListener.NONE, new Cancellation());
      assertEquals(0, file.difference("latents", drawn.latents().values()), 1e-3);
    }
  }

  @Test
  void stepsThatControlLeavesOutAreNamed() {
    Case golden = Case.of(LCM_4);
    try (TextToImage model = open(golden, PrecisionChoice.FP32)) {
      ControlInput between = part(golden.control(), 0.3, 0.45);
      Plan plan = model.plan(golden.request().controlledBy(List.of(between)));
      assertTrue(plan.notes().toString().contains("does nothing"), plan.notes().toString());
    }
  }

  @Test
  void whatCannotBeSteeredIsRefused() {
    Case golden = Case.of(LCM_4);
    ControlInput c = golden.control();
    try (TextToImage model = open(golden, PrecisionChoice.FP32)) {
      Picture small = new Picture(new Size(8, 8), new byte[3 * 64]);
      ControlInput wrong = new ControlInput(c.weights(), c.type(), small, 1, 0, 1);
      assertRefused(model, golden.request().controlledBy(List.of(wrong)), "8x8");
      assertRefused(model, golden.request().controlledBy(List.of(c, c, c)), "at most 2");
    }
    assertThrows(InvalidRequestException.class, () -> part(c, 0.5, 0.4));
    assertThrows(InvalidRequestException.class, () -> part(c, Double.NaN, 1));
    assertThrows(InvalidRequestException.class, () -> golden.control(-1, ControlType.MAP));
  }

  private static void assertRefused(TextToImage model, PipelineRequest request, String word) {
    String message =
        String.valueOf(
            assertThrows(InvalidRequestException.class, () -> model.plan(request)).getMessage());
    assertTrue(message.contains(word), message);
  }
}
