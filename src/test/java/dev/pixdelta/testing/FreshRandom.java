package dev.pixdelta.testing;

import java.util.Random;

/** Random numbers for tests that look for what nobody has thought of. */
public final class FreshRandom {
  private static final String SEED = "pixdelta.test.seed";

  private FreshRandom() {}

  /** Others each time; prints how to have the same again. */
  public static Random of(Class<?> test) {
    long seed = Long.getLong(SEED, new Random().nextInt(Integer.MAX_VALUE));
    System.out.printf("%s: -D%s=%d repeats this%n", test.getSimpleName(), SEED, seed);
    return new Random(seed);
  }
}
