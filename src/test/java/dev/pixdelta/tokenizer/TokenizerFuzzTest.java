package dev.pixdelta.tokenizer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.testing.TinyModel;
import dev.pixdelta.weights.ModelFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever a tokenizer's file says, it is refused in a sentence or gives ids that it has. */
final class TokenizerFuzzTest {
  private static final Path NANO = Path.of("models", "nano", "tokenizer", "spiece.model");
  private static final Path JSON = NANO.resolveSibling(UnigramTokenizer.JSON);

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

  private static int indexOf(byte[] bytes, String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
  }

  private static void fuzz(Path file, String focus, long first, int seeds) throws IOException {
    byte[] model = Files.readAllBytes(file);
    int behind = indexOf(model, focus) - 200;
    int accepted = 0;
    for (long seed = first; seed < first + seeds; seed++) {
      byte[] bytes = TokenizerDamage.mutate(model, behind, new Random(seed));
      try {
        tokenize(
            file.endsWith(UnigramTokenizer.JSON)
                ? TokenizerJson.read(file, bytes)
                : SentencePieceFile.read(file, bytes),
            seed);
        accepted++;
      } catch (ModelFileException e) {
        assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
        assertTrue(e.getMessage().length() < 400, e.getMessage());
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
    // Enough must get through for tokenizing to be tried at all.
    String message = accepted + " of " + seeds + " accepted";
    assertTrue(accepted > seeds / 50 && accepted < seeds * 9 / 10, message);
  }

  private static void tokenize(UnigramTokenizer tokenizer, long seed) {
    for (String prompt : PROMPTS) {
      for (int id : tokenizer.encode(prompt)) {
        assertTrue(id >= 0 && id < tokenizer.idLimit(), () -> "seed " + seed + ": id " + id);
      }
    }
  }

  @Test
  void damagedSentencePieceModelsAreRefusedOrHarmless() throws IOException {
    fuzz(NANO, "nmt_nfkc", 0, 400);
  }

  @Test
  void damagedJsonTokenizersAreRefusedOrHarmless() throws IOException {
    fuzz(JSON, "\"normalizer\"", 0, 400);
    fuzz(JSON, "\"vocab\"", 1_000, 200);
  }

  @Test
  @Tag("fuzz")
  void manyDamagedModels() throws IOException {
    fuzz(NANO, "nmt_nfkc", 1_000_000, 20_000);
    fuzz(JSON, "\"normalizer\"", 3_000_000, 20_000);
    fuzz(JSON, "\"vocab\"", 4_000_000, 10_000);
  }

  @Test
  @Tag("fuzz")
  void manyDamagedModelsOfT5() throws IOException {
    fuzz(TinyModel.folder("tiny-lcm").tokenizerFile(), "nmt_nfkc", 2_000_000, 5_000);
  }
}
