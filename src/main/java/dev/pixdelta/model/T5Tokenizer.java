package dev.pixdelta.model;

import ai.djl.sentencepiece.SpTokenizer;
import dev.pixdelta.weights.ModelFileException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Prompts to token ids: SentencePiece and {@code </s>}, which is what PixArt's own (slow) T5
 * tokenizer gives. Special tokens spelled in a prompt are text.
 *
 * <p>Not thread-safe.
 */
public final class T5Tokenizer implements AutoCloseable {
  /** The first private character. */
  private static final char UNKNOWN = '\uE000';

  private final SpTokenizer tokenizer;
  private final int pieces;
  private final int endId;
  private final CharacterMap characters;

  private T5Tokenizer(SpTokenizer tokenizer, SentencePieceFile file) {
    this.tokenizer = tokenizer;
    this.pieces = file.pieces();
    this.endId = file.endId();
    this.characters = file.characters();
  }

  /**
   * Reads {@code spiece.model}.
   *
   * @throws ModelFileException if the file is missing or no SentencePiece model
   */
  public static T5Tokenizer read(Path file) {
    SentencePieceFile checked = SentencePieceFile.read(file);
    try {
      var tokenizer = new SpTokenizer(new ByteArrayInputStream(checked.bytes()));
      return new T5Tokenizer(tokenizer, checked);
    } catch (IOException | ai.djl.engine.EngineException e) {
      throw new ModelFileException(file, "expected a SentencePiece model, found something else", e);
    }
  }

  /** How many pieces there are; every id is below. */
  public int pieces() {
    return pieces;
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
    int[] ids = text.isEmpty() ? new int[0] : tokenizer.getProcessor().encode(forJni(text));
    int n = Math.min(ids.length, maxLength - 1);
    int[] out = Arrays.copyOf(ids, n + 1);
    out[n] = endId;
    return out;
  }

  /**
   * The text in a form that survives JNI's modified UTF-8, which has no characters beyond the basic
   * plane and no zero: such a character becomes what the model's own normalizer makes of it, and
   * what is still beyond becomes a private character, which no vocabulary knows either.
   */
  private String forJni(String text) {
    if (text.chars().allMatch(T5Tokenizer::survives)) {
      return text;
    }
    var out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              String replaced = c > Character.MAX_VALUE ? characters.replacement(c) : null;
              (replaced == null ? Character.toString(c) : replaced)
                  .codePoints()
                  .forEach(r -> out.append(survives(r) ? (char) r : UNKNOWN));
            });
    return out.toString();
  }

  private static boolean survives(int c) {
    return c != 0 && c <= Character.MAX_VALUE && !Character.isSurrogate((char) c);
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
