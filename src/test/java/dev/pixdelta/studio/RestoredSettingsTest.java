package dev.pixdelta.studio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.diffusion.SamplerKind;
import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.RestoredSettings.Loss;
import dev.pixdelta.studio.control.ControlPictures;
import dev.pixdelta.studio.picture.Origin;
import dev.pixdelta.studio.picture.Output;
import dev.pixdelta.studio.picture.PictureMetadata;
import dev.pixdelta.studio.picture.PictureParameters;
import dev.pixdelta.studio.prompt.Style;
import dev.pixdelta.testing.Golden;
import dev.pixdelta.torch.DeviceChoice;
import dev.pixdelta.torch.PrecisionChoice;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RestoredSettingsTest {
  private static final ModelLocator MODELS =
      new ModelLocator(
          List.of(new ModelLocator.Root(Golden.ROOT.resolve("models"), ModelLocator.Source.DATA)));
  private static final Style INK = new Style("Ink", null, "{prompt}, ink drawing", "colour");
  private static final GenerationSettings CURRENT =
      new GenerationSettings(
          "tiny-lcm",
          DeviceChoice.CPU,
          PrecisionChoice.FP32,
          "before",
          "before",
          null,
          new Size(64, 64),
          SamplerKind.LCM,
          4,
          null,
          5,
          9,
          3,
          Output.in(Path.of("pictures")),
          List.of());

  private static PictureParameters ours(
      String prompt, String negative, String model, @Nullable Long seed, Origin origin) {
    return new PictureParameters(
        prompt,
        negative,
        21,
        "DPM++ 2M",
        6.0,
        seed,
        new Size(96, 32),
        null,
        model,
        null,
        null,
        null,
        "1",
        origin);
  }

  private static PictureParameters theirs(
      @Nullable String sampler, int steps, long seed, Size size, String model) {
    return new PictureParameters(
        "a fox",
        "",
        steps,
        sampler,
        7.0,
        seed,
        size,
        null,
        model,
        null,
        null,
        null,
        null,
        Origin.NONE);
  }

  private static RestoredSettings restore(PictureParameters parameters, String... names) {
    List<String> lost = List.of(names);
    return RestoredSettings.of(
        new PictureMetadata.Found(parameters, "parameters", lost),
        CURRENT,
        MODELS,
        List.of(INK),
        name -> null,
        new ControlPictures(Path.of("none")));
  }

  @Test
  void aPictureOfOursComesBackWhole() {
    RestoredSettings r = restore(ours("a fox", "a cat", "tiny-alpha", 42L, Origin.NONE));
    assertEquals(List.of(), r.losses());
    GenerationSettings s = r.settings();
    assertEquals("tiny-alpha", s.model());
    assertEquals("a fox", s.prompt());
    assertEquals("a cat", s.negativePrompt());
    assertEquals(SamplerKind.DPM_SOLVER_PP, s.sampler());
    assertEquals(21, s.steps());
    assertEquals(6.0, s.guidance());
    assertEquals(new Size(96, 32), s.size());
    assertEquals(42, s.seed());
    assertEquals(1, s.count(), "one picture: that one");
    assertEquals(CURRENT.output(), s.output());
  }

  @Test
  void whatWasTypedComesBackAndAStylesWordsAreNotAddedTwice() {
    Origin origin = new Origin("1", "a {fox|cat}", "Ink");
    RestoredSettings r =
        restore(ours("a cat, ink drawing", "blurred, colour", "tiny-lcm", 1L, origin));
    assertEquals("a {fox|cat}", r.settings().prompt());
    assertEquals("Ink", r.settings().style());
    assertEquals("blurred", r.settings().negativePrompt());
    assertEquals(
        "", restore(ours("x", "colour", "tiny-lcm", 1L, origin)).settings().negativePrompt());
  }

  @Test
  void aStyleThatIsGoneLeavesItsWords() {
    RestoredSettings r =
        restore(ours("a cat, oil", "flat", "tiny-lcm", 1L, new Origin("1", "a {fox|cat}", "Oil")));
    assertEquals("a cat, oil", r.settings().prompt());
    assertEquals("flat", r.settings().negativePrompt());
    assertNull(r.settings().style());
    assertEquals(List.of(new Loss.Style("Oil")), r.losses());
  }

  @Test
  void aModelThatIsNotHereIsNamed() {
    RestoredSettings r = restore(ours("a fox", "", "sd_xl_base_1.0", 42L, Origin.NONE));
    assertEquals("tiny-lcm", r.settings().model());
    assertEquals(List.of(new Loss.Model("sd_xl_base_1.0", "tiny-lcm")), r.losses());
  }

  @Test
  void aNameInAFileNeverBecomesAPath() {
    assertEquals(
        "tiny-lcm", restore(ours("a", "", "models/nano", 1L, Origin.NONE)).settings().model());
    assertEquals("tiny-lcm", restore(ours("a", "", "/", 1L, Origin.NONE)).settings().model());
  }

  @Test
  void samplersOfOthersAreTakenWhereWeHaveThem() {
    Size size = new Size(64, 64);
    RestoredSettings same = restore(theirs("dpmpp_2m", 20, 1, size, "tiny-lcm"));
    assertEquals(SamplerKind.DPM_SOLVER_PP, same.settings().sampler());
    assertEquals(List.of(), same.losses());
    RestoredSettings near = restore(theirs("DPM++ 2M Karras", 20, 1, size, "tiny-lcm"));
    assertEquals(SamplerKind.DPM_SOLVER_PP, near.settings().sampler());
    assertEquals(List.of(new Loss.Sampler("DPM++ 2M Karras")), near.losses());
    RestoredSettings other = restore(theirs("Euler a", 20, 1, size, "tiny-lcm"));
    assertEquals(SamplerKind.LCM, other.settings().sampler());
    assertTrue(other.losses().contains(new Loss.Sampler("Euler a")));
    assertNull(other.settings().guidance(), "LCM draws without");
  }

  @Test
  void whatOnlyAnotherProgramCanDoIsNamed() {
    RestoredSettings r =
        restore(ours("a", "", "tiny-lcm", 1L, Origin.NONE), "Hires upscale: 2", "LoRA");
    assertEquals(
        List.of(new Loss.Feature("Hires upscale: 2"), new Loss.Feature("LoRA")), r.losses());
  }

  @Test
  void numbersOutOfReachAreNamed() {
    Size huge = new Size(20_000, 10_000);
    RestoredSettings r = restore(theirs("LCM", 150, 1L << 40, huge, "tiny-lcm"));
    assertEquals(50, r.settings().steps());
    assertEquals(CURRENT.seed(), r.settings().seed());
    assertEquals(CURRENT.size(), r.settings().size());
    assertEquals(
        List.of(new Loss.Steps(150, 50), new Loss.TooLarge(huge), new Loss.Seed(1L << 40)),
        r.losses());
  }
}
