package dev.pixdelta.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Walks through JSON of which one part is large and the others are of little interest: reads
 * strings and numbers where they are expected, and finds the end of any other value without reading
 * it. A general parser takes four times as long for a vocabulary, most of it to get going.
 *
 * <p>Errors are {@link IllegalArgumentException}, {@link #at} says where.
 */
final class JsonScanner {
  /** Powers of ten that a double holds exactly. */
  private static final double[] TENS = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18
  };

  private final byte[] in;
  private int at;

  JsonScanner(byte[] in) {
    this.in = in;
  }

  /** The byte before which everything was read. */
  int at() {
    return at;
  }

  /** Whether this character, which is no white space, is the next; it stays. */
  boolean sees(char c) {
    return next() == c;
  }

  /** Takes this character, if it is the next. */
  boolean takes(char c) {
    if (next() != c) {
      return false;
    }
    at++;
    return true;
  }

  /** Takes this character, which must be the next. */
  void take(char c) {
    if (!takes(c)) {
      throw new IllegalArgumentException("no " + c);
    }
  }

  /**
   * Goes on to the next value of a list or key of an object, behind its opening bracket or the
   * value before; false behind the closing one.
   *
   * @param first whether nothing of it was read yet
   */
  boolean hasNext(boolean first, char closing) {
    if (takes(closing)) {
      return false;
    }
    if (!first) {
      take(',');
    }
    return true;
  }

  /** Whether there is nothing but white space left. */
  boolean isAtEnd() {
    return next() < 0;
  }

  /** Reads a string. */
  String string() {
    next();
    int begin = at + 1;
    boolean escaped = skipString();
    String text = new String(in, begin, at - 1 - begin, StandardCharsets.UTF_8);
    return escaped ? unescaped(text) : text;
  }

  /** Reads a number; up to two units in the last place off. */
  double number() {
    next();
    int begin = at;
    long digits = 0;
    int count = 0;
    int point = -1;
    for (; at < in.length; at++) {
      byte b = in[at];
      if (b >= '0' && b <= '9') {
        digits = 10 * digits + (b - '0');
        count++;
      } else if (b == '.' && point < 0) {
        point = count;
      } else if (b != '-' || at > begin) {
        break;
      }
    }
    boolean simple = at == in.length || in[at] == ',' || in[at] == ']' || in[at] <= ' ';
    if (simple && count > 0 && count < TENS.length) {
      double value = point < 0 ? digits : digits / TENS[count - point];
      return in[begin] == '-' ? -value : value;
    }
    at = begin;
    skipWord();
    return Double.parseDouble(new String(in, begin, at - begin, StandardCharsets.ISO_8859_1));
  }

  /** The bytes of a value of any kind; what is in it is not checked. */
  byte[] value() {
    next();
    int begin = at;
    int depth = 0;
    do {
      int b = next();
      switch (b) {
        case '"' -> skipString();
        case '[', '{' -> {
          at++;
          depth++;
        }
        case ']', '}' -> {
          at++;
          depth--;
        }
        case ',', ':' -> at++;
        default -> skipWord();
      }
    } while (depth > 0);
    return Arrays.copyOfRange(in, begin, at);
  }

  /** The next character that is no white space, or a negative number at the end. */
  private int next() {
    while (at < in.length && in[at] <= ' ' && in[at] >= 0) {
      at++;
    }
    return at < in.length ? in[at] & 0xFF : -1;
  }

  /** Whether it has escapes. */
  private boolean skipString() {
    take('"');
    boolean escaped = false;
    while (at < in.length && in[at] != '"') {
      if (in[at] == '\\') {
        escaped = true;
        at++;
      }
      at++;
    }
    if (at >= in.length) {
      throw new IllegalArgumentException("a string without an end");
    }
    at++;
    return escaped;
  }

  /** A number, true, false or null. */
  private void skipWord() {
    int begin = at;
    while (at < in.length && (Character.isLetterOrDigit(in[at]) || "+-.".indexOf(in[at]) >= 0)) {
      at++;
    }
    if (at == begin) {
      throw new IllegalArgumentException("no value");
    }
  }

  private static String unescaped(String text) {
    var out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      c = text.charAt(++i);
      switch (c) {
        case 'b' -> out.append('\b');
        case 'f' -> out.append('\f');
        case 'n' -> out.append('\n');
        case 'r' -> out.append('\r');
        case 't' -> out.append('\t');
        case 'u' -> {
          if (i + 4 >= text.length()) {
            throw new IllegalArgumentException("an escape without an end");
          }
          out.append((char) Integer.parseInt(text, i + 1, i + 5, 16));
          i += 4;
        }
        default -> out.append(c);
      }
    }
    return out.toString();
  }
}
