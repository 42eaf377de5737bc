package dev.pixdelta.pipeline;

import dev.pixdelta.model.T5Tokenizer;
import java.util.Arrays;

/**
 * Which tokens of a prompt the weights on its words reach. Tokens begin where words begin, so that
 * the tokens of the text before a word are those of the whole text up to there; inside a word the
 * nearest token counts.
 */
final class TokenWeights {
  private TokenWeights() {}

  /**
   * The weight of each token.
   *
   * @param ids of the prompt's text, the end included
   */
  static float[] of(WeightedPrompt prompt, int[] ids, T5Tokenizer tokenizer) {
    float[] weights = new float[ids.length];
    Arrays.fill(weights, 1);
    for (WeightedPrompt.Span span : prompt.spans()) {
      int begin = tokensBefore(prompt.text(), span.begin(), ids, tokenizer);
      int end = tokensBefore(prompt.text(), span.end(), ids, tokenizer);
      for (int i = begin; i < end; i++) {
        weights[i] *= (float) span.weight();
      }
    }
    return weights;
  }

  /**
   * How many tokens of the whole text stand before a place in it.
   *
   * @param ids of the whole text, the end included
   */
  static int tokensBefore(String text, int place, int[] ids, T5Tokenizer tokenizer) {
    int[] before =
        tokenizer.encode(T5Tokenizer.normalize(text.substring(0, place)), ids.length + 1);
    int words = Math.min(before.length, ids.length) - 1; // the end is no word
    int differ = Arrays.mismatch(before, 0, words, ids, 0, words);
    return differ < 0 ? words : differ;
  }
}
