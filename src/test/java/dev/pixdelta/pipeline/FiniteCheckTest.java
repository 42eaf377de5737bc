package dev.pixdelta.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.text.Sentence;
import dev.pixdelta.torch.Precision;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** One number that is none is found wherever it stands, and the way out fits the precision. */
final class FiniteCheckTest {
  @Test
  void everyNumberCounts() {
    float[] values = new float[1000];
    Arrays.fill(values, Float.MAX_VALUE);
    values[0] = -0f;
    values[1] = -Float.MAX_VALUE;
    values[2] = Float.MIN_VALUE;
    assertTrue(FiniteCheck.isFinite(values));
    assertTrue(FiniteCheck.isFinite(new float[0]));
    for (float wrong : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      for (int i : new int[] {0, 1, 500, 999}) {
        float[] with = values.clone();
        with[i] = wrong;
        assertFalse(FiniteCheck.isFinite(with), wrong + " at " + i);
      }
    }
  }

  @Test
  void theSentenceNamesTheWayOut() {
    assertEquals(
        "The VAE gave NaN or infinity for the picture: the weights in m/vae are probably damaged;"
            + " download them again",
        sentence(new FiniteCheck(Sentence.of("VAE"), "m/vae", Precision.FP32)));
    assertEquals(
        "The VAE gave NaN or infinity for the picture: choose the precision fp32 instead of bf16; if"
            + " that gives the same, the weights in m/vae are damaged, so download them again",
        sentence(new FiniteCheck(Sentence.of("VAE"), "m/vae", Precision.BF16)));
  }

  private static String sentence(FiniteCheck check) {
    check.check(new float[] {1}, Sentence.of("for nothing"));
    return String.valueOf(
        assertThrows(
                NonFiniteException.class,
                () -> check.check(new float[] {1, Float.NaN}, Sentence.of("for the picture")))
            .getMessage());
  }
}
