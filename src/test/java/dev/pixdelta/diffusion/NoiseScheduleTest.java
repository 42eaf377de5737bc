package dev.pixdelta.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pixdelta.testing.Golden;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** Against alpha-bars of diffusers. */
final class NoiseScheduleTest {
  @Test
  void linearAsTheReferenceFile() {
    float[] expected = Golden.floats("schedulers/alphas_cumprod.safetensors", "alphas_cumprod");
    NoiseSchedule noise = NoiseSchedule.of(1000, 1e-4, 0.02, BetaSchedule.LINEAR);
    double worst = 0;
    for (int t = 0; t < expected.length; t++) {
      worst = Math.max(worst, Math.abs(noise.alphaCumprod(t) / (double) expected[t] - 1));
    }
    assertEquals(0, worst, 1e-7);
  }

  @Test
  void otherSchedulesAtBothEndsAndInTheMiddle() {
    check(
        NoiseSchedule.of(1000, 0.00085, 0.012, BetaSchedule.SCALED_LINEAR),
        0.9991499781608582,
        0.9982960224151611,
        0.27633246779441833,
        0.27499884366989136,
        0.004716695751994848,
        0.00466009508818388);
    check(
        NoiseSchedule.of(1000, 1e-4, 0.02, BetaSchedule.SQUARED_COSINE),
        0.9999586939811707,
        0.9999125599861145,
        0.4922850430011749,
        0.49072667956352234,
        2.428766265438753e-06,
        2.4287349909002387e-09);
    check(
        NoiseSchedule.of(777, 1e-3, 0.05, BetaSchedule.LINEAR),
        0.9990000128746033,
        0.9979379177093506,
        0.005523487459868193,
        0.00538228964433074,
        1.8626087339157493e-09,
        1.7694782306065804e-09);
  }

  @Test
  void trainedBetasReplaceTheSchedule() {
    NoiseSchedule noise = NoiseSchedule.ofTrained(Collections.nCopies(10, 0.5));
    assertEquals(0.5f, noise.alphaCumprod(0));
    assertEquals(0x1p-10f, noise.alphaCumprod(9));
    assertEquals(0x1p-5f, noise.alpha(9));
  }

  private static void check(NoiseSchedule noise, double... expected) {
    int n = noise.numTrainTimesteps();
    int[] at = {0, 1, n / 2, n / 2 + 1, n - 2, n - 1};
    for (int i = 0; i < at.length; i++) {
      assertEquals(expected[i], noise.alphaCumprod(at[i]), 1e-7 * expected[i]);
    }
  }
}
