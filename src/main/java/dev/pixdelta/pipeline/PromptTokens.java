package dev.pixdelta.pipeline;

import dev.pixdelta.hub.ModelFolder;
import dev.pixdelta.model.T5Tokenizer;
import dev.pixdelta.torch.Torch;
import java.nio.file.Path;

/** Counts what a model sees of a prompt, with its tokenizer alone. For one thread at a time. */
public final class PromptTokens implements AutoCloseable {
  private final T5Tokenizer tokenizer;

  private PromptTokens(T5Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /**
   * What was counted.
   *
   * @param tokens of the whole prompt, the end included
   * @param limit how many of them the model sees
   * @param cutAt where in the prompt, as it was typed, the first word begins that the model does
   *     not see whole; its length if it sees all
   */
  public record Count(int tokens, int limit, int cutAt) {}

  /**
   * Opens the tokenizer of a model.
   *
   * @param cacheFolder where native libraries are unpacked to
   * @throws dev.pixdelta.weights.ModelFileException if the folder is no model, or its tokenizer is
   *     damaged
   */
  public static PromptTokens open(Path model, Path cacheFolder) {
    Torch.keepLibrariesIn(cacheFolder);
    return new PromptTokens(T5Tokenizer.read(ModelFolder.open(model).tokenizerFile()));
  }

  /** Counts the tokens of a prompt; weights in it count nothing. */
  public Count count(String prompt) {
    WeightedPrompt parsed = WeightedPrompt.parse(prompt);
    String text = parsed.text();
    int[] ids = tokenizer.encode(T5Tokenizer.normalize(text), Integer.MAX_VALUE);
    int limit = PromptEncoder.MAX_TOKENS;
    if (ids.length <= limit) {
      return new Count(ids.length, limit, prompt.length());
    }
    // The last place, at the end of a word, that no more tokens stand before than are seen.
    int low = 0;
    int high = text.length();
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (TokenWeights.tokensBefore(text, middle, ids, tokenizer) < limit) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    int cut = low;
    while (cut > 0 && cut < text.length() && !isSpace(text, cut) && !isSpace(text, cut - 1)) {
      cut--;
    }
    while (cut < text.length() && isSpace(text, cut)) {
      cut++;
    }
    return new Count(ids.length, limit, parsed.sourceOf(cut));
  }

  private static boolean isSpace(String text, int at) {
    return Character.isWhitespace(text.charAt(at));
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
