package dev.pixdelta.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pixdelta.testing.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against draws of torch 2.15 on a CPU. */
final class TorchRandomTest {
  private static final float TOLERANCE = 2e-6f;

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 100, 1000})
  void drawsWhatTorchDraws(int n) {
    float[] expected = Golden.floats("schedulers/randn.safetensors", "n" + n);
    assertArrayEquals(expected, new TorchRandom(7).normal(n), TOLERANCE);
  }

  @Test
  void furtherDrawsContinueTheStream() {
    float[] expected = Golden.floats("schedulers/randn.safetensors", "two_draws");
    TorchRandom random = new TorchRandom(7);
    float[] both = new float[128];
    System.arraycopy(random.normal(64), 0, both, 0, 64);
    System.arraycopy(random.normal(64), 0, both, 64, 64);
    assertArrayEquals(expected, both, TOLERANCE);
  }

  /** Large, small odd (its second half cached over the even one), large odd and small draws. */
  @Test
  void mixesDrawsOfAllSizesAtTheLargestSeed() {
    TorchRandom random = new TorchRandom(TorchRandom.MAX_SEED);
    float[] large = random.normal(65_536);
    assertEquals(-2.6642976f, large[0], TOLERANCE);
    assertEquals(-1.0910486f, large[1], TOLERANCE);
    assertEquals(-0.33837187f, large[65_535], TOLERANCE);
    assertEquals(370.7496572, sum(large, false), 2e-3);
    assertEquals(52440.1328687, sum(large, true), 2e-3);
    assertArrayEquals(
        new float[] {-0.120629214f, -0.12811178f, 0.91575533f, -0.2484266f, 0.63681436f},
        random.normal(5),
        TOLERANCE);
    assertArrayEquals(
        new float[] {-0.64943695f, -1.1982101f, -0.31620315f, -1.4690127f},
        random.normal(4),
        TOLERANCE);
    float[] odd = random.normal(65_543);
    assertEquals(0.19117121f, odd[0], TOLERANCE);
    assertEquals(-1.413167f, odd[65_526], TOLERANCE);
    assertEquals(1.4293219f, odd[65_527], TOLERANCE);
    assertEquals(-0.4084541f, odd[65_542], TOLERANCE);
    assertArrayEquals(
        new float[] {2.2528222f, 1.6651615f, 0.64279586f}, random.normal(3), TOLERANCE);
  }

  @Test
  void seedsAreUnsignedInts() {
    assertThrows(IllegalArgumentException.class, () -> new TorchRandom(-1));
    assertThrows(IllegalArgumentException.class, () -> new TorchRandom(1L << 32));
    assertEquals(0, new TorchRandom(0).normal(0).length);
  }

  private static double sum(float[] values, boolean absolute) {
    double sum = 0;
    for (float v : values) {
      sum += absolute ? Math.abs(v) : v;
    }
    return sum;
  }
}
