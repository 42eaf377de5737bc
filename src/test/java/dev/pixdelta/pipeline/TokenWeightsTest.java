package dev.pixdelta.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.pixdelta.model.T5Tokenizer;
import dev.pixdelta.testing.TestEngine;
import dev.pixdelta.torch.Torch;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** With the tokenizer of the model in the box, in which "fox" and "rainbow" are one token each. */
final class TokenWeightsTest {
  private static final T5Tokenizer TOKENIZER = open();

  private static T5Tokenizer open() {
    Torch.keepLibrariesIn(TestEngine.CACHE);
    return T5Tokenizer.read(Path.of("models", "nano", "tokenizer", "spiece.model"));
  }

  @AfterAll
  static void close() {
    TOKENIZER.close();
  }

  @Test
  void wordsHaveTheirTokensAndTheEndHasNone() {
    assertArrayEquals(new float[] {1, 0.5f, 1}, weights("a (fox:0.5)"));
    assertArrayEquals(new float[] {0.5f, 0.5f, 1}, weights("(a fox:0.5)"));
    assertArrayEquals(new float[] {1, 0.5f, 1}, weights("A ( FOX :0.5)"));
    assertArrayEquals(new float[] {1.5f, 1, 0, 1}, weights("(a:1.5) fox (fox:0)"));
  }

  @Test
  void nestedWeightsMultiply() {
    assertArrayEquals(new float[] {0.5f, 0.25f, 0.5f, 1}, weights("(a (fox:0.5) fox:0.5)"));
  }

  @Test
  void aWordOfSeveralTokensHasThemAll() {
    float[] weights = weights("a (antidisestablishmentarianism:0.5) fox");
    assertEquals(1, weights[0]);
    for (int i = 1; i < weights.length - 2; i++) {
      assertEquals(0.5f, weights[i], "token " + i);
    }
    assertEquals(1, weights[weights.length - 2]);
    assertEquals(1, weights[weights.length - 1]);
  }

  @Test
  void aPartOfATokenHasItWhole() {
    assertArrayEquals(new float[] {0.5f, 1}, weights("(rain:0.5)bow"));
    assertArrayEquals(new float[] {0.5f, 1}, weights("rain(bow:0.5)"));
    assertArrayEquals(new float[] {1, 0.5f, 1, 1}, weights("a f(o:0.5)x fox"));
  }

  /** A space and one unknown token for each word. */
  @Test
  void wordsOutsideTheVocabularyHaveTheirUnknownTokens() {
    assertArrayEquals(new float[] {1, 1, 0.5f, 0.5f, 1}, weights("빨간 (여우:0.5)"));
    assertArrayEquals(new float[] {0.5f, 0.5f, 1, 1, 1}, weights("(빨간:0.5) 여우를"));
    assertArrayEquals(new float[] {1, 0.5f, 0.5f, 0.5f, 1}, weights("a (🦊 fox:0.5)"));
  }

  @Test
  void whatIsBeyondTheLimitHasNone() {
    String prompt = "fox ".repeat(118) + "(fox fox:0.5) (a:2)";
    float[] weights = weights(prompt);
    assertEquals(120, weights.length);
    assertEquals(1, weights[117]);
    assertEquals(0.5f, weights[118]);
    assertEquals(1, weights[119], "the end");
  }

  @Test
  void thousandsOfWeightsTakeNoTime() {
    String prompt = "(fox:1.1) ".repeat(20_000);
    assertTimeout(Duration.ofSeconds(5), () -> weights(prompt));
  }

  private float[] weights(String typed) {
    WeightedPrompt prompt = WeightedPrompt.parse(typed);
    int[] ids = TOKENIZER.encode(T5Tokenizer.normalize(prompt.text()), PromptEncoder.MAX_TOKENS);
    return TokenWeights.of(prompt, ids, TOKENIZER);
  }
}
