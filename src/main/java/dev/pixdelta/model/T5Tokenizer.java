package dev.pixdelta.model;

import dev.pixdelta.tokenizer.UnigramTokenizer;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Prompts to token ids: SentencePiece and {@code </s>}, which is what PixArt's own (slow) T5
 * tokenizer gives. Special tokens spelled in a prompt are text. Immutable; safe for any thread.
 */
public final class T5Tokenizer {
  private final UnigramTokenizer tokenizer;

  private T5Tokenizer(UnigramTokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /**
   * Reads {@code spiece.model} or {@code tokenizer.json}.
   *
   * @throws dev.pixdelta.weights.ModelFileException if the file is missing, damaged or no unigram
   *     tokenizer
   */
  public static T5Tokenizer read(Path file) {
    return new T5Tokenizer(UnigramTokenizer.read(file));
  }

  /** How many rows of an embedding table the ids reach: every id is below. */
  public int pieces() {
    return tokenizer.idLimit();
  }

  /**
   * A prompt as the models know it: lower case, without white space at its ends, as Python's {@code
   * lower().strip()} (diffusers with caption cleaning off).
   */
  public static String normalize(String prompt) {
    String lower = PythonText.lower(prompt);
    int begin = 0;
    int end = lower.length();
    while (begin < end && PythonText.isSpace(lower.charAt(begin))) {
      begin++;
    }
    while (end > begin && PythonText.isSpace(lower.charAt(end - 1))) {
      end--;
    }
    return lower.substring(begin, end);
  }

  /**
   * The ids of a normalized prompt, ended by {@code </s>}.
   *
   * @param maxLength at most so many ids, the end included; what is beyond is cut
   * @return 1 to {@code maxLength} ids
   */
  public int[] encode(String text, int maxLength) {
    int[] ids = tokenizer.encode(text);
    int n = Math.min(ids.length, maxLength - 1);
    int[] out = Arrays.copyOf(ids, n + 1);
    out[n] = tokenizer.endId();
    return out;
  }
}
