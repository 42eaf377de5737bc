package dev.pixdelta.diffusion;

/**
 * The normal noise of torch's CPU generator, in plain Java: {@code new TorchRandom(s).normal(n)} is
 * {@code torch.randn(n, generator=torch.Generator().manual_seed(s))} in fp32, up to the rounding of
 * the logarithm and the cosine (2e-6 absolute). Further draws continue the stream as torch's do.
 *
 * <p>Noise made here and not by the native engine makes a seed the same picture on every platform
 * and device: the generator is integer arithmetic, and {@link StrictMath} gives the same bits
 * everywhere.
 *
 * <p>The generator is MT19937 (Matsumoto and Nishimura 1998, "Mersenne Twister"), the transform is
 * Box and Muller's (1958); how numbers are taken from the stream follows torch's {@code
 * DistributionTemplates.h}. Not thread-safe.
 */
public final class TorchRandom {
  /** Largest seed: torch's generator keeps 32 bits. */
  public static final long MAX_SEED = 0xFFFF_FFFFL;

  private static final int N = 624;
  private static final int M = 397;
  private static final int GROUP = 16;
  private static final float TWO_PI = (float) (2 * Math.PI);

  private final int[] state = new int[N];
  private int next = N; // index into state; N when the state is used up
  private double spare; // second normal of a scalar pair
  private boolean hasSpare;

  /**
   * @param seed 0 to {@link #MAX_SEED}
   * @throws IllegalArgumentException if the seed is out of range
   */
  public TorchRandom(long seed) {
    if (seed < 0 || seed > MAX_SEED) {
      throw new IllegalArgumentException("seed " + seed + " is not in 0.." + MAX_SEED);
    }
    state[0] = (int) seed;
    for (int i = 1; i < N; i++) {
      state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
  }

  /**
   * Draws n standard normals. Note that one draw of 2n numbers differs from two draws of n when n
   * is below 16 or no multiple of it, as in torch.
   *
   * @param n at least 0
   */
  public float[] normal(int n) {
    float[] out = new float[n];
    if (n < GROUP) {
      for (int i = 0; i < n; i++) {
        out[i] = (float) scalarNormal();
      }
      return out;
    }
    for (int i = 0; i < n; i++) {
      out[i] = uniform24();
    }
    for (int i = 0; i + GROUP <= n; i += GROUP) {
      boxMuller(out, i);
    }
    if (n % GROUP != 0) {
      // torch draws the last 16 afresh, over values that are already normal.
      int tail = n - GROUP;
      for (int i = tail; i < n; i++) {
        out[i] = uniform24();
      }
      boxMuller(out, tail);
    }
    return out;
  }

  /** Turns 16 uniforms into 16 normals in place: pairs are (j, j + 8). */
  private static void boxMuller(float[] data, int offset) {
    for (int j = offset; j < offset + GROUP / 2; j++) {
      float u1 = 1 - data[j]; // (0, 1], so that the logarithm is finite
      float u2 = data[j + GROUP / 2];
      float radius = (float) Math.sqrt(-2 * (float) StrictMath.log(u1));
      float theta = TWO_PI * u2;
      data[j] = radius * (float) StrictMath.cos(theta);
      data[j + GROUP / 2] = radius * (float) StrictMath.sin(theta);
    }
  }

  private double scalarNormal() {
    if (hasSpare) {
      hasSpare = false;
      return spare;
    }
    double u1 = uniform53();
    double u2 = uniform53();
    double radius = Math.sqrt(-2 * StrictMath.log1p(-u2));
    double theta = 2 * Math.PI * u1;
    spare = radius * StrictMath.sin(theta);
    hasSpare = true;
    return radius * StrictMath.cos(theta);
  }

  private float uniform24() {
    return (nextInt() & 0xFF_FFFF) * 0x1p-24f;
  }

  private double uniform53() {
    long high = Integer.toUnsignedLong(nextInt());
    long low = Integer.toUnsignedLong(nextInt());
    return (((high << 32) | low) & ((1L << 53) - 1)) * 0x1p-53;
  }

  private int nextInt() {
    if (next == N) {
      twist();
      next = 0;
    }
    int y = state[next++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9D2C5680;
    y ^= (y << 15) & 0xEFC60000;
    return y ^ (y >>> 18);
  }

  private void twist() {
    for (int i = 0; i < N; i++) {
      int y = (state[i] & 0x8000_0000) | (state[(i + 1) % N] & 0x7FFF_FFFF);
      state[i] = state[(i + M) % N] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : 0x9908B0DF);
    }
  }
}
