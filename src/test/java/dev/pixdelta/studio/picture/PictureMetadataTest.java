package dev.pixdelta.studio.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
    PictureParameters read = parse(text);
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
  void aTextThatMustBeShortKeepsItsLastLine() {
    PictureParameters p = parameters("🦊".repeat(500), "n".repeat(500), 4.5, "nano");
    String text = A1111Text.format(p, 601);
    assertTrue(text.length() <= 601 && text.length() > 590, "" + text.length());
    PictureParameters read = parse(text);
    assertEquals(42L, read.seed());
    assertTrue(read.promptOrEmpty().endsWith("🦊 …"), read.prompt());
    assertTrue(read.negativePromptOrEmpty().endsWith("n …"), read.negativePrompt());
    assertEquals(A1111Text.format(p), A1111Text.format(p, 100_000));
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
  void aSamplerThatIsHereTooHasTheNameItHasHere() {
    for (String name : List.of("dpmpp_2m", "DPM++ 2M")) {
      String text = "a fox\nSteps: 20, Sampler: " + name + ", Seed: 1";
      assertEquals("DPM++ 2M", parse(text).sampler());
    }
  }

  @Test
  void aProgramThatCannotBeReadIsNamedAndSaysNothing() {
    PictureMetadata.Found found = read(List.of(new PictureText("prompt", "{\"3\": {}}")));
    assertNotNull(found);
    assertEquals("comfyui", found.source());
    assertFalse(found.isUnderstood());
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

  private static PictureParameters parse(String text) {
    PictureMetadata.Found found = read(List.of(new PictureText("parameters", text)));
    assertNotNull(found);
    return found.parameters();
  }

  private static PictureMetadata.@Nullable Found read(List<PictureText> texts) {
    return PictureMetadata.find(new PictureTexts(FileFormat.PNG, new Size(1, 1), texts));
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
