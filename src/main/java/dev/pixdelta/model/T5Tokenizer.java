package dev.pixdelta.model;

import ai.djl.sentencepiece.SpTokenizer;
import dev.pixdelta.weights.ModelFileException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/**
 * Prompts to token ids: SentencePiece and {@code </s>}, which is what PixArt's own (slow) T5
 * tokenizer gives. Special tokens spelled in a prompt are text.
 *
 * <p>Not thread-safe.
 */
public final class T5Tokenizer implements AutoCloseable {
  private final SpTokenizer tokenizer;
  private final int pieces;
  private final int endId;

  private T5Tokenizer(SpTokenizer tokenizer, int pieces, int endId) {
    this.tokenizer = tokenizer;
    this.pieces = pieces;
    this.endId = endId;
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
      return new T5Tokenizer(tokenizer, checked.pieces(), checked.endId());
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
    String lower = prompt.toLowerCase(Locale.ROOT);
    int begin = 0;
    int end = lower.length();
    while (begin < end && isPythonSpace(lower.charAt(begin))) {
      begin++;
    }
    while (end > begin && isPythonSpace(lower.charAt(end - 1))) {
      end--;
    }
    return lower.substring(begin, end);
  }

  private static boolean isPythonSpace(char c) {
    return Character.isWhitespace(c) || c == 0x85 || c == 0xA0 || c == 0x2007 || c == 0x202F;
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
   * plane and no zero: such a character becomes its compatibility form where that is basic, else
   * one private character, which no vocabulary knows either.
   */
  private static String forJni(String text) {
    if (text.chars().noneMatch(c -> c == 0 || Character.isSurrogate((char) c))) {
      return text;
    }
    var out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c != 0 && c < 0x10000 && !Character.isSurrogate((char) c)) {
                out.appendCodePoint(c);
                return;
              }
              String folded =
                  c < 0x10000
                      ? ""
                      : Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC);
              boolean basic =
                  !folded.isEmpty()
                      && folded.chars().noneMatch(f -> Character.isSurrogate((char) f));
              out.append(basic ? folded : "\uE000");
            });
    return out.toString();
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
