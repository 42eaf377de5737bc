package dev.pixdelta.pipeline;

import dev.pixdelta.model.T5Tokenizer;
import java.util.Arrays;
import java.util.TreeMap;

/**
 * Which tokens of a prompt the weights on its words reach. Tokens begin where words begin, so that
 * the tokens of the text before a word are those of the whole text up to there; a token of which
 * only a part has a weight has it whole.
 */
final class TokenWeights {
  private final String text;
  private final int[] ids;
  private final T5Tokenizer tokenizer;
  private final TreeMap<Integer, Place> known = new TreeMap<>();

  /**
   * A place in the text.
   *
   * @param whole how many tokens end at it or before
   * @param begun how many begin before it: one more within a token
   */
  private record Place(int whole, int begun) {}

  /**
   * @param ids of the text, the end included
   */
  private TokenWeights(String text, int[] ids, T5Tokenizer tokenizer) {
    this.text = text;
    this.ids = ids;
    this.tokenizer = tokenizer;
  }

  /**
   * The weight of each token.
   *
   * @param ids of the prompt's text, the end included
   */
  static float[] of(WeightedPrompt prompt, int[] ids, T5Tokenizer tokenizer) {
    var tokens = new TokenWeights(prompt.text(), ids, tokenizer);
    float[] weights = new float[ids.length];
    Arrays.fill(weights, 1);
    for (WeightedPrompt.Span span : prompt.spans()) {
      int end = tokens.at(span.end()).begun();
      for (int i = tokens.at(span.begin()).whole(); i < end; i++) {
        weights[i] *= (float) span.weight();
      }
    }
    return weights;
  }

  /**
   * How many tokens of the whole text end before a place in it.
   *
   * @param ids of the whole text, the end included
   */
  static int tokensBefore(String text, int place, int[] ids, T5Tokenizer tokenizer) {
    return new TokenWeights(text, ids, tokenizer).locate(place).whole();
  }

  /** Beyond the last token that counts nothing is tokenized, however much is there. */
  private Place at(int place) {
    var before = known.floorEntry(place);
    if (before != null && before.getValue().whole() == ids.length - 1) {
      return before.getValue();
    }
    return known.computeIfAbsent(place, this::locate);
  }

  private Place locate(int place) {
    int[] before =
        tokenizer.encode(T5Tokenizer.normalize(text.substring(0, place)), ids.length + 1);
    int words = Math.min(before.length, ids.length) - 1; // the end is no word
    int differ = Arrays.mismatch(before, 0, words, ids, 0, words);
    return differ < 0 ? new Place(words, words) : new Place(differ, differ + 1);
  }
}
