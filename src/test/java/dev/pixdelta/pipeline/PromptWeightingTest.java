package dev.pixdelta.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Weights as they reach a picture, with the model in the box. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PromptWeightingTest {
  private TextToImage nano = null;

  @BeforeAll
  void open() {
    nano =
        PixArtPipeline.open(
            ModelFolder.open(Path.of("models", "nano")),
            new PipelineOptions(DeviceChoice.CPU, PrecisionChoice.FP32, 1, TestEngine.CACHE));
  }

  @AfterAll
  void close() {
    nano.close();
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
    assertArrayEquals(
        latents("a (fox:0.25) cat"),
        latents("a ((fox:0.5):0.5) cat".replace("((fox:0.5)", "((fox:0.5) ")),
        1e-5f);
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
    nano.draw(plan("a (lemon:1.3) next to a (key:0.7)", ""), heard::add, new Cancellation());
    assertFalse(heard.contains(new Progress.Encoding()));
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
    return nano.draw(nano.plan(request), ProgressListener.NONE, new Cancellation())
        .latents()
        .values();
  }

  private Plan plan(String prompt, String negative) {
    return nano.plan(
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
