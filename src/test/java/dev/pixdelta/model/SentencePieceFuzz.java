package dev.pixdelta.model;

import dev.pixdelta.weights.ModelFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Mutates a SentencePiece model and tokenizes with what the checks let through. A process of its
 * own, since the native library would take the tests' with it; prints each seed before it is tried.
 */
final class SentencePieceFuzz {
  private static final List<String> PROMPTS =
      List.of(
          "a penguin on an ice floe, oil on canvas",
          "ﬁ ½ Ⅷ ㌔ ﷺ Å \u1100\u1161\u11a8 が ｶﾞ ー ﾞ ｱ",
          "𝔞 🐧 👩‍👩‍👧 \u0000 \ud800 \u200d\ufe0f \ufffd",
          "日本語のプロンプト 한국어 عربي हिन्दी",
          "é\u0301\u0327\u0345".repeat(20),
          "</s> <pad> <unk> <extra_id_0> ▁▁ ▁",
          "\u0001\u0007\u001f\u007f\u0085\u00ad\u2028",
          "x".repeat(300));

  private SentencePieceFuzz() {}

  /** Arguments: model, scratch file, first seed, number of seeds. */
  public static void main(String[] args) throws IOException {
    byte[] model = Files.readAllBytes(Path.of(args[0]));
    Path scratch = Path.of(args[1]);
    long first = Long.parseLong(args[2]);
    int accepted = 0;
    for (long seed = first; seed < first + Long.parseLong(args[3]); seed++) {
      System.out.println("seed " + seed);
      Files.write(scratch, mutate(model, new Random(seed)));
      try (var tokenizer = T5Tokenizer.read(scratch)) {
        for (String prompt : PROMPTS) {
          for (int id : tokenizer.encode(T5Tokenizer.normalize(prompt), 120)) {
            if (id < 0 || id >= tokenizer.pieces()) {
              throw new AssertionError("seed " + seed + ": id " + id);
            }
          }
        }
        accepted++;
      } catch (ModelFileException e) {
        // refused, as most are
      }
    }
    System.out.println("accepted " + accepted);
  }

  private static byte[] mutate(byte[] model, Random random) {
    byte[] b = model.clone();
    int map = indexOf(b, "nmt_nfkc");
    for (int i = 1 << random.nextInt(5); i > 0; i--) {
      // Half of the mutations hit the character map or what lies around it.
      int from = random.nextBoolean() ? Math.clamp(map - 200, 0, b.length - 1) : 0;
      // Every eighth, the first pieces or the settings behind the last.
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

  private static int indexOf(byte[] bytes, String text) {
    byte[] wanted = text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    for (int i = 0; i + wanted.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    throw new IllegalArgumentException("no " + text);
  }
}
