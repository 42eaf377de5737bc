package dev.pixdelta.studio.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.pipeline.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PictureMetadataTest {
  @Test
  void otherProgramsReadWhatTheyKnow() {
    assertEquals(
        """
        a red fox
        Negative prompt:\s
        Steps: 4, Sampler: LCM, Schedule type: Automatic, CFG scale: 1, Seed: 42, Size: 768x512, \
        Model hash: 0123456789, Model: nano, RNG: CPU, Version: pixdelta 0.1.0\
        """,
        A1111Text.format(parameters("a red fox", "", 0.0, "nano")));
  }

  @Test
  void guidanceAndOddModelNamesKeepTheLineReadable() {
    PictureParameters p = parameters("a", "blur", 4.5, "my, \"model\": x");
    String text = A1111Text.format(p);
    assertEquals("Negative prompt: blur", text.lines().toList().get(1));
    PictureParameters read = A1111Text.parse(text).parameters();
    assertEquals("my, \"model\": x", read.model());
    assertEquals(4.5, read.guidance());
    assertEquals(42L, read.seed());
    assertEquals(new Size(768, 512), read.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a red fox",
        "two\nlines\n",
        "Windows\r\nlines",
        "quotes \" ' \\ {} , : ;",
        "emoji 🦊👩‍🎨 한국어 العربية é",
        "Steps: 3, Sampler: Euler, Seed: 1",
        "a\nNegative prompt: b\nc",
        "  spaces  ",
        "control \u0001\u001b[31m and \u0085"
      })
  void nothingIsLost(String text) {
    PictureParameters p = parameters(text, text, 4.5, "nano");
    PictureMetadata.Found found = read(PictureMetadata.texts(p));
    assertNotNull(found);
    assertEquals(PictureMetadata.PIXDELTA, found.source());
    assertEquals(p, found.parameters());
  }

  @Test
  void whatNoFileCanHoldIsTakenOut() {
    PictureParameters p = parameters("a\0b \ud83e c \udd8a d \ud83e\udd8a", "", 0.0, "nano");
    assertEquals("ab \ufffd c \ufffd d 🦊", p.prompt());
    PictureMetadata.Found found = read(PictureMetadata.texts(p));
    assertNotNull(found);
    assertEquals(p, found.parameters());
  }

  @Test
  void picturesOfOtherProgramsAreRead() {
    PictureMetadata.Found found =
        read(
            List.of(
                new PictureText(
                    "parameters",
                    """
                    a castle, (detailed:1.2),
                    at night
                    Negative prompt: blurry,
                    low quality
                    Steps: 20, Sampler: DPM++ 2M Karras, CFG scale: 7, Seed: 3607441108, \
                    Size: 512x768, Model hash: 6ce0161689, Model: v1-5-pruned, \
                    Lora hashes: "a: 1, b: 2", Version: v1.7.0\
                    """)));
    assertNotNull(found);
    PictureParameters p = found.parameters();
    assertEquals(PictureMetadata.PARAMETERS, found.source());
    assertEquals("a castle, (detailed:1.2),\nat night", p.prompt());
    assertEquals("blurry,\nlow quality", p.negativePrompt());
    assertEquals(20, p.steps());
    assertEquals("DPM++ 2M Karras", p.sampler());
    assertEquals(7.0, p.guidance());
    assertEquals(3607441108L, p.seed());
    assertEquals(new Size(512, 768), p.size());
    assertEquals("v1-5-pruned", p.model());
    assertEquals("v1.7.0", p.version());
    assertNull(p.drawn());
    assertEquals(List.of(), found.lost());
  }

  @Test
  void whatCannotBeRestoredIsTold() {
    PictureMetadata.Found found =
        A1111Text.parse(
            """
            a castle <lora:oldPaint:0.8>, <hypernet:glow:1>
            Steps: 20x, Sampler: Euler a, Schedule type: Karras, CFG scale: 7, Seed: 1, \
            Size: 512x768, Clip skip: 2, Hires upscale: 2, Denoising strength: 0.4, \
            ControlNet 0: "Module: none, Model: canny", RNG: CPU, Version: v1.7.0\
            """);
    assertEquals(
        List.of(
            "LoRA: oldPaint",
            "Hypernet: glow",
            "Steps: 20x",
            "Schedule type: Karras",
            "Clip skip: 2",
            "Hires upscale: 2",
            "Denoising strength: 0.4",
            "ControlNet 0: Module: none, Model: canny"),
        found.lost());
    assertEquals("Euler a", found.parameters().sampler());
  }

  @Test
  void whatIsLostIsBounded() {
    StringBuilder text = new StringBuilder("x\nSteps: 1");
    for (int i = 0; i < 5_000; i++) {
      text.append(", key ").append(i).append(": ").append("v".repeat(200));
    }
    List<String> lost = A1111Text.parse(text.toString()).lost();
    assertEquals(51, lost.size());
    assertTrue(lost.stream().allMatch(l -> l.length() < 100), lost.getFirst());
  }

  @Test
  void aTextThatMustBeShortKeepsItsLastLine() {
    PictureParameters p = parameters("🦊".repeat(500), "n".repeat(500), 4.5, "nano");
    String text = A1111Text.format(p, 601);
    assertTrue(text.length() <= 601 && text.length() > 590, "" + text.length());
    PictureParameters read = A1111Text.parse(text).parameters();
    assertEquals(42L, read.seed());
    assertTrue(read.prompt().endsWith("🦊 …"), read.prompt());
    assertTrue(read.negativePrompt().endsWith("n …"), read.negativePrompt());
    assertEquals(A1111Text.format(p), A1111Text.format(p, 100_000));
  }

  @Test
  void oddTextsAreStillAPrompt() {
    for (String text : List.of("", "\n", "just words", "Steps", "a: b", "x\nSteps: \"open", ":")) {
      assertNotNull(A1111Text.parse(text), text);
    }
    assertEquals("just words", A1111Text.parse("just words").parameters().prompt());
    PictureParameters wrong =
        A1111Text.parse("x\nSteps: many, Seed: 1e99, Size: 0x5, CFG scale: NaN").parameters();
    assertEquals("x", wrong.prompt());
    assertNull(wrong.steps());
    assertNull(wrong.seed());
    assertNull(wrong.size());
    assertNull(wrong.guidance());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"version\":2,\"prompt\":\"later\"}",
        "{\"prompt\":\"none\"}",
        "{\"version\":1,\"prompt\":{\"a\":"
      })
  void aDamagedOrLaterObjectFallsBackOnTheText(String json) {
    PictureMetadata.Found found =
        read(List.of(new PictureText("pixdelta", json), new PictureText("parameters", "words")));
    assertNotNull(found);
    assertEquals(PictureMetadata.PARAMETERS, found.source());
    assertEquals("words", found.parameters().prompt());
  }

  @Test
  void invokeAisPicturesAreRead() {
    PictureMetadata.Found found =
        read(
            List.of(
                new PictureText(
                    "invokeai_metadata",
                    """
                    {"app_version":"5.6.0","generation_mode":"sdxl_txt2img",
                     "positive_prompt":"a (red fox)++ in snow","negative_prompt":"blur",
                     "width":1024,"height":768,"seed":3607441108,"rand_device":"cpu",
                     "cfg_scale":6.5,"cfg_rescale_multiplier":0,"steps":30,"scheduler":"dpmpp_2m",
                     "seamless_x":false,"clip_skip":0,
                     "model":{"key":"a1","hash":"blake3:12","name":"Juggernaut","base":"sdxl"},
                     "controlnets":[],"hrf_enabled":false,"hrf_method":"ESRGAN",
                     "positive_style_prompt":"","vae":null,
                     "loras":[{"model":{"name":"inkpen","base":"sdxl"},"weight":0.75}],
                     "strength":0.6,"refiner_model":{"name":"refine","base":"sdxl"}}
                    """)));
    assertNotNull(found);
    PictureParameters p = found.parameters();
    assertEquals("invokeai", found.source());
    assertEquals("a (red fox)++ in snow", p.prompt());
    assertEquals("blur", p.negativePrompt());
    assertEquals(30, p.steps());
    assertEquals("DPM++ 2M", p.sampler());
    assertEquals(6.5, p.guidance());
    assertEquals(3607441108L, p.seed());
    assertEquals(new Size(1024, 768), p.size());
    assertEquals("Juggernaut", p.model());
    assertEquals("blake3:12", p.modelHash());
    assertEquals("5.6.0", p.version());
    assertEquals(List.of("loras: inkpen", "strength: 0.6", "refiner model: refine"), found.lost());
  }

  @Test
  void invokeAisFirstPicturesAreReadToo() {
    PictureMetadata.Found found =
        read(
            List.of(
                new PictureText("Dream", "\"a fox\" -s 50"),
                new PictureText(
                    "sd-metadata",
                    """
                    {"model":"stable diffusion","model_weights":"stable-diffusion-1.5",
                     "app_id":"invoke-ai/InvokeAI","app_version":"2.3.5",
                     "image":{"prompt":[{"prompt":"a fox [blur]","weight":1.0}],"steps":50,
                     "cfg_scale":7.5,"threshold":0,"perlin":0.2,"height":512,"width":768,
                     "seed":42,"type":"txt2img","sampler":"k_lms","postprocessing":null}}
                    """)));
    assertNotNull(found);
    PictureParameters p = found.parameters();
    assertEquals("a fox [blur]", p.prompt());
    assertEquals("k_lms", p.sampler());
    assertEquals(42L, p.seed());
    assertEquals(new Size(768, 512), p.size());
    assertEquals("stable-diffusion-1.5", p.model());
    assertEquals(List.of("perlin: 0.2"), found.lost());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "7",
        "{\"positive_prompt\": {\"a\": [1]}, \"seed\": [], \"model\": 7, \"loras\": 3}",
        "{\"model\": {\"model\": {\"model\": {}}}, \"seed\": 1e999999999, \"steps\": -0.5}",
        "{\"width\": 1e30, \"height\": \"x\", \"cfg_scale\": [1, 2], \"negative_prompt\": null}"
      })
  void oddObjectsDoNoHarm(String json) {
    PictureMetadata.Found found = read(List.of(new PictureText("invokeai_metadata", json)));
    if (found != null) {
      assertNull(found.parameters().size());
      assertEquals("", found.parameters().prompt());
      assertEquals("", found.parameters().negativePrompt());
    }
    String deep = "{\"a\":".repeat(100_000);
    assertNull(read(List.of(new PictureText("invokeai_metadata", deep))));
  }

  @Test
  void comfyUisPicturesAreToldFromOthers() {
    PictureMetadata.Found found = read(List.of(new PictureText("prompt", "{\"3\": {}}")));
    assertNotNull(found);
    assertEquals("comfyui", found.source());
    assertEquals(PictureParameters.NONE, found.parameters());
    assertEquals(List.of("ComfyUI workflow"), found.lost());
  }

  @Test
  void aPhotographersCommentIsNoPrompt() {
    assertNull(read(List.of(new PictureText("UserComment", "Our holiday"))));
    assertNotNull(read(List.of(new PictureText("UserComment", "a fox\nSteps: 4, Seed: 1"))));
  }

  @Test
  void aPictureMaySayNothing() {
    assertNull(read(List.of(new PictureText("Software", "x"))));
  }

  private static PictureMetadata.@Nullable Found read(List<PictureText> texts) {
    return PictureMetadata.find(new PictureTexts(ImageFormat.PNG, new Size(1, 1), texts));
  }

  static PictureParameters parameters(
      String prompt, String negative, double guidance, String model) {
    return new PictureParameters(
        prompt,
        negative,
        4,
        "LCM",
        guidance,
        42L,
        new Size(768, 512),
        new Size(1024, 704),
        model,
        "0123456789",
        "cpu",
        "bf16",
        "0.1.0",
        new Origin("7-3", "a {red|blue} fox", "Watercolour"));
  }
}
