package dev.pixdelta.tokenizer;

import java.util.Arrays;
import java.util.Random;

/** Random damage to the bytes of a tokenizer's file. */
final class TokenizerDamage {
  private TokenizerDamage() {}

  /**
   * A damaged copy.
   *
   * @param focus a place that half of the damage is done behind
   */
  static byte[] mutate(byte[] file, int focus, Random random) {
    byte[] b = file.clone();
    for (int i = 1 << random.nextInt(5); i > 0; i--) {
      int from = random.nextBoolean() ? Math.clamp(focus, 0, b.length - 1) : 0;
      // Every eighth, only a little behind there.
      int to = random.nextInt(8) == 0 ? Math.min(b.length, from + 300) : b.length;
      int at = from + random.nextInt(to - from);
      int length = Math.min(1 + random.nextInt(16), b.length - at);
      switch (random.nextInt(10)) {
        case 0, 1, 2 -> b[at] ^= (byte) (1 << random.nextInt(8));
        case 3, 4 -> b[at] = (byte) random.nextInt(256);
        case 5 -> Arrays.fill(b, at, at + length, (byte) random.nextInt(-1, 1));
        case 6 -> // copied from elsewhere
            System.arraycopy(b, random.nextInt(b.length - length + 1), b, at, length);
        case 7 -> { // one unit or float
          int unit = at & ~3;
          for (int k = unit; k < Math.min(unit + 4, b.length); k++) {
            b[k] = (byte) random.nextInt(256);
          }
        }
        case 8 -> { // a piece of the file taken out
          if (random.nextInt(8) == 0) {
            byte[] shorter = Arrays.copyOf(b, b.length - length);
            System.arraycopy(b, at + length, shorter, at, b.length - at - length);
            b = shorter;
          }
        }
        default -> {
          if (random.nextInt(16) == 0) {
            b = Arrays.copyOf(b, at + 1);
          }
        }
      }
    }
    return b;
  }
}
