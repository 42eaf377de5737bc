package dev.pixdelta.studio.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

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
    PictureParameters read = A1111Text.parse(text);
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
                new PngText(
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
  }

  @Test
  void oddTextsAreStillAPrompt() {
    for (String text : List.of("", "\n", "just words", "Steps", "a: b", "x\nSteps: \"open", ":")) {
      assertNotNull(A1111Text.parse(text), text);
    }
    assertEquals("just words", A1111Text.parse("just words").prompt());
    PictureParameters wrong =
        A1111Text.parse("x\nSteps: many, Seed: 1e99, Size: 0x5, CFG scale: NaN");
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
        read(List.of(new PngText("pixdelta", json), new PngText("parameters", "words")));
    assertNotNull(found);
    assertEquals(PictureMetadata.PARAMETERS, found.source());
    assertEquals("words", found.parameters().prompt());
  }

  @Test
  void aPictureMaySayNothing() {
    assertNull(read(List.of(new PngText("Software", "x"))));
  }

  private static PictureMetadata.@Nullable Found read(List<PngText> texts) {
    return PictureMetadata.read(new PngReader.Png(new Size(1, 1), texts));
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
