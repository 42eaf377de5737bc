package dev.pixdelta.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes text uniform before it is cut into pieces, as SentencePiece does: characters are replaced
 * as a map says, user-defined pieces are left as they are, and then spaces are dealt with.
 * Immutable.
 */
final class TextNormalizer {
  private static final byte[] ESCAPED = "▁".getBytes(StandardCharsets.UTF_8);
  private static final byte[] SPACE = {' '};

  private final UnaryOperator<String> before;
  private final CharacterMap characters;
  private final Whitespace whitespace;
  private final Vocabulary vocabulary;
  private final byte[] space;

  /**
   * @param before what is done to the text first
   * @param vocabulary whose user-defined pieces are left as they are
   */
  TextNormalizer(
      UnaryOperator<String> before,
      CharacterMap characters,
      Whitespace whitespace,
      Vocabulary vocabulary) {
    this.before = before;
    this.characters = characters;
    this.whitespace = whitespace;
    this.vocabulary = vocabulary;
    this.space = whitespace.escape() ? ESCAPED : SPACE;
  }

  /**
   * The text that is cut into pieces, in UTF-8. Half of a surrogate pair counts as U+FFFD, the
   * replacement character.
   */
  byte[] normalize(String text) {
    byte[] in = utf8(before.apply(text));
    int at = whitespace.removeExtra() ? afterSpaces(in) : 0;
    if (at == in.length) {
      return new byte[0];
    }
    Output out = new Output(in.length + in.length / 2);
    if (whitespace.addDummyPrefix() && !whitespace.treatAsSuffix()) {
      out.write(space, 0, space.length);
    }
    boolean afterSpace = whitespace.removeExtra();
    while (at < in.length) {
      Replacement next = next(in, at);
      int begin = next.begin();
      while (afterSpace && begin < next.end() && next.bytes()[begin] == ' ') {
        begin++;
      }
      for (int i = begin; i < next.end(); i++) {
        if (next.bytes()[i] == ' ') {
          out.write(space, 0, space.length);
        } else {
          out.write(next.bytes(), i, 1);
        }
      }
      if (begin < next.end()) {
        afterSpace = whitespace.removeExtra() && next.bytes()[next.end() - 1] == ' ';
      }
      at += next.consumed();
    }
    while (whitespace.removeExtra() && out.endsWith(space)) {
      out.length -= space.length;
    }
    if (whitespace.addDummyPrefix() && whitespace.treatAsSuffix()) {
      out.write(space, 0, space.length);
    }
    return Arrays.copyOf(out.bytes, out.length);
  }

  /** The first place that does not become exactly one space. */
  private int afterSpaces(byte[] in) {
    int at = 0;
    while (at < in.length) {
      Replacement next = next(in, at);
      if (next.end() - next.begin() != 1 || next.bytes()[next.begin()] != ' ') {
        break;
      }
      at += next.consumed();
    }
    return at;
  }

  /** What stands for the text from a place on, which is the beginning of a character. */
  private Replacement next(byte[] in, int at) {
    int userDefined = vocabulary.userDefinedAt(in, at);
    if (userDefined > 0) {
      return new Replacement(in, at, at + userDefined, userDefined);
    }
    @Nullable Replacement replacement = characters.longestAt(in, at);
    if (replacement != null) {
      return replacement;
    }
    int end = at + 1;
    while (end < in.length && (in[end] & 0xC0) == 0x80) {
      end++;
    }
    return new Replacement(in, at, end, end - at);
  }

  private static byte[] utf8(String text) {
    int[] characters = text.codePoints().toArray();
    for (int i = 0; i < characters.length; i++) {
      if (Character.getType(characters[i]) == Character.SURROGATE) {
        characters[i] = 0xFFFD;
      }
    }
    return new String(characters, 0, characters.length).getBytes(StandardCharsets.UTF_8);
  }

  /** Bytes that can be taken back. */
  private static final class Output {
    private byte[] bytes;
    private int length;

    Output(int capacity) {
      bytes = new byte[capacity + 8];
    }

    void write(byte[] from, int begin, int count) {
      if (length + count > bytes.length) {
        bytes = Arrays.copyOf(bytes, 2 * (length + count));
      }
      System.arraycopy(from, begin, bytes, length, count);
      length += count;
    }

    boolean endsWith(byte[] end) {
      return length >= end.length
          && Arrays.equals(bytes, length - end.length, length, end, 0, end.length);
    }
  }
}
