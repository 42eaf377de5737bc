package dev.pixdelta.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.hub.ModelFolder;
import dev.pixdelta.testing.TestEngine;
import dev.pixdelta.torch.DeviceChoice;
import dev.pixdelta.torch.PrecisionChoice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights as they reach a picture, with the model in the box. */
final class PromptWeightingTest {
  private static final TextToImage NANO =
      PixArtPipeline.open(
          ModelFolder.open(Path.of("models", "nano")),
          new PipelineOptions(DeviceChoice.CPU, PrecisionChoice.FP32, 1, TestEngine.CACHE));

  @AfterAll
  static void close() {
    NANO.close();
  }

  @Test
  void weightOneIsThePlainPrompt() {
    assertArrayEquals(latents("a red fox"), latents("a (red:1.0) (fox:1)"));
  }

  @Test
  void aWeightChangesThePictureAndMoreOfItChangesMore() {
    float[] plain = latents("a fox on a teal background");
    double little = distance(plain, latents("a fox on a (teal:0.9) background"));
    double much = distance(plain, latents("a fox on a (teal:0) background"));
    assertTrue(little > 0);
    assertTrue(much > 2 * little, much + " and " + little);
  }

  @Test
  void nestedWeightsMultiply() {
    assertArrayEquals(latents("a (fox:0.25) cat"), latents("a ((fox:0.5):0.5) cat"));
  }

  @Test
  void wordsBeyondTheLimitMayHaveWeights() {
    String long119 = "cat ".repeat(130);
    assertArrayEquals(latents(long119), latents(long119 + "(dog:1.5)"));
  }

  @Test
  void changingAWeightEncodesNothing() {
    latents("a lemon next to a key");
    List<Progress> heard = new ArrayList<>();
    NANO.draw(plan("a (lemon:1.3) next to a (key:0.7)", ""), heard::add, new Cancellation());
    assertFalse(heard.contains(new Progress.Encoding()));
  }

  /** Neither script is in the vocabulary: what stands for it has a weight all the same. */
  @ParameterizedTest
  @ValueSource(strings = {"a %s on a teal background", "%s", "key, %s!"})
  void anyScriptHasWeights(String prompt) {
    for (String words : List.of("빨간 여우", "fox 🦊", "лиса")) {
      float[] plain = latents(prompt.formatted(words));
      assertArrayEquals(plain, latents(prompt.formatted("(" + words + ":1)")));
      assertTrue(distance(plain, latents(prompt.formatted("(" + words + ":0.5)"))) > 0, words);
    }
  }

  @Test
  void aPictureInABatchHasItsOwnWeights() {
    List<String> prompts = List.of("a (fox:0.4) and a key", "a fox and a (key:1.6)");
    var batch =
        NANO.draw(
                NANO.plan(
                    new PipelineRequest(
                        prompts, List.of(7L, 7L), "", null, Binning.AUTO, null, 2, null)),
                ProgressListener.NONE,
                new Cancellation())
            .latents()
            .values();
    int each = batch.length / 2;
    for (int i = 0; i < 2; i++) {
      assertArrayEquals(
          latents(prompts.get(i)), Arrays.copyOfRange(batch, i * each, (i + 1) * each), 1e-3f);
    }
    assertTrue(distance(latents(prompts.get(0)), latents(prompts.get(1))) > 1);
  }

  @Test
  void aWeightThatIsTooLargeIsDrawnAsTextAndSaid() {
    assertArrayEquals(latents("a (fox:3)"), latents("a \\(fox:3\\)"));
    assertEquals(
        "[(fox:3) is read as text: the weight of words can be 0 to 2.]",
        plan("a (fox:3)", "").notes().toString());
    assertEquals(List.of(), plan("a (fox:2) at (7:30)", "").notes());
  }

  @Test
  void negativePromptsTakeWeightsToo() {
    assertFalse(
        Arrays.equals(latents("a fox", "a (dog:1.5)", 3.0), latents("a fox", "a dog", 3.0)));
  }

  private float[] latents(String prompt) {
    return latents(prompt, "", null);
  }

  private float[] latents(
      String prompt, String negative, @org.jspecify.annotations.Nullable Double guidance) {
    var request =
        new PipelineRequest(
            List.of(prompt), List.of(7L), negative, null, Binning.AUTO, null, 2, guidance);
    return NANO.draw(NANO.plan(request), ProgressListener.NONE, new Cancellation())
        .latents()
        .values();
  }

  private Plan plan(String prompt, String negative) {
    return NANO.plan(
        new PipelineRequest(
            List.of(prompt), List.of(7L), negative, null, Binning.AUTO, null, 2, null));
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }
}
