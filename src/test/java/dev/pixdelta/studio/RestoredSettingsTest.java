package dev.pixdelta.studio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.diffusion.SamplerKind;
import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.pipeline.ControlType;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.RestoredSettings.Loss;
import dev.pixdelta.studio.control.ControlPictures;
import dev.pixdelta.studio.control.ControlSettings;
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
        new PictureMetadata.Found(parameters, "parameters", lost, null),
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
  void whatThePictureDoesNotTellStays() {
    ControlSettings edges =
        new ControlSettings(Path.of("e.png"), ControlType.MAP, false, null, 1, 0, 1, false);
    GenerationSettings current =
        new GenerationSettings(
            "tiny-alpha",
            DeviceChoice.CPU,
            PrecisionChoice.FP32,
            "typed",
            "typed too",
            "Ink",
            new Size(64, 64),
            SamplerKind.DPM_SOLVER_PP,
            17,
            6.5,
            5,
            9,
            3,
            Output.in(Path.of("pictures")),
            List.of(edges));
    PictureParameters seed = found(null, null, null, null, 77L, null);
    RestoredSettings r = restore(current, seed, "comfyui");
    assertTrue(r.seeded());
    assertEquals(77, r.settings().seed());
    assertEquals(1, r.settings().count(), "that one");
    assertEquals(current, r.settings().withSeries(current.seed(), current.count()));

    PictureParameters prompt = found("a fox", null, null, null, null, null);
    RestoredSettings words = restore(current, prompt, "comfyui");
    assertFalse(words.seeded());
    assertEquals("a fox", words.settings().prompt());
    assertEquals("typed too", words.settings().negativePrompt());
    assertNull(words.settings().style(), "which belonged to the other prompt");
    assertEquals(17, words.settings().steps());
    assertEquals(6.5, words.settings().guidance());
    assertEquals(9, words.settings().count());
    assertEquals(List.of(edges), words.settings().controls());

    PictureParameters sampler = found(null, null, null, "LCM", null, null);
    assertNull(restore(current, sampler, "comfyui").settings().steps(), "those of LCM");
  }

  @Test
  void aPictureOfOursThatNothingSteeredTakesTheControlsAway() {
    ControlSettings edges =
        new ControlSettings(Path.of("e.png"), ControlType.MAP, false, null, 1, 0, 1, false);
    GenerationSettings current = CURRENT.withControls(List.of(edges));
    PictureParameters plain = found("a fox", "", 4, "LCM", 7L, null);
    assertEquals(List.of(), restore(current, plain, "pixdelta").settings().controls());
    assertEquals(List.of(edges), restore(current, plain, "parameters").settings().controls());
  }

  @Test
  void aModelIsKnownByTheNameOfItsFile() {
    for (String name :
        List.of("tiny-alpha.safetensors", "PixArt/tiny-alpha.pth", "a\\b\\tiny-alpha.ckpt")) {
      RestoredSettings r = restore(CURRENT, found("a", null, null, null, null, name), "comfyui");
      assertEquals("tiny-alpha", r.settings().model());
      assertEquals(List.of(), r.losses());
    }
  }

  private static PictureParameters found(
      @Nullable String prompt,
      @Nullable String negative,
      @Nullable Integer steps,
      @Nullable String sampler,
      @Nullable Long seed,
      @Nullable String model) {
    return new PictureParameters(
        prompt,
        negative,
        steps,
        sampler,
        null,
        seed,
        null,
        null,
        model,
        null,
        null,
        null,
        null,
        Origin.NONE);
  }

  private static RestoredSettings restore(
      GenerationSettings current, PictureParameters parameters, String source) {
    return RestoredSettings.of(
        new PictureMetadata.Found(parameters, source, List.of(), null),
        current,
        MODELS,
        List.of(INK),
        name -> null,
        new ControlPictures(Path.of("none")));
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
