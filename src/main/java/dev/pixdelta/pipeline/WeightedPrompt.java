package dev.pixdelta.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A prompt with weights on some of its words, written as {@code (words:1.2)}; nested ones multiply.
 * Only this form counts: words that hold a letter, a colon, a number from 0 to 2. Every other
 * parenthesis is text, as in "wallpaper (16:9)". A backslash before a parenthesis makes it text and
 * is dropped; two of them there are one backslash. Elsewhere a backslash is text. Immutable.
 */
public final class WeightedPrompt {
  /** The largest weight that is one; a larger number is text. */
  public static final double MAX_WEIGHT = 2;

  private static final Pattern NUMBER = Pattern.compile("\\d{1,3}(?:\\.\\d{0,9})?");
  private static final int MAX_DIGITS = 32;

  /**
   * Words that have a weight.
   *
   * @param begin of them in {@link #text()}
   * @param end behind them
   * @param weight 0 to {@link #MAX_WEIGHT}
   */
  record Span(int begin, int end, double weight) {}

  private final String text;
  private final int[] source; // where each character of the text, and its end, stand in the prompt
  private final List<Span> spans;
  private final List<String> tooLarge;

  private WeightedPrompt(String text, int[] source, List<Span> spans, List<String> tooLarge) {
    this.text = text;
    this.source = source;
    this.spans = List.copyOf(spans);
    this.tooLarge = List.copyOf(tooLarge);
  }

  /** Reads a prompt; every text is one. */
  public static WeightedPrompt parse(String prompt) {
    return new Reader(prompt).read();
  }

  /** The prompt without its weights: what is tokenized. */
  public String text() {
    return text;
  }

  List<Span> spans() {
    return spans;
  }

  /** What would be weighted words if its number were not too large, as it was typed. */
  List<String> tooLarge() {
    return tooLarge;
  }

  /** Whether any word has a weight other than 1. */
  boolean isWeighted() {
    return spans.stream().anyMatch(s -> s.weight() != 1);
  }

  /** Where a character of {@link #text()}, or its end, stands in the prompt as it was typed. */
  int sourceOf(int index) {
    return source[index];
  }

  /** One pass over a prompt; a closing parenthesis decides what its opening one was. */
  private static final class Reader {
    private final String prompt;
    private final StringBuilder out = new StringBuilder();
    private final int[] from;
    private final List<Integer> open = new ArrayList<>();
    private final List<Span> spans = new ArrayList<>();
    private final List<String> tooLarge = new ArrayList<>();

    Reader(String prompt) {
      this.prompt = prompt;
      this.from = new int[prompt.length() + 1];
    }

    WeightedPrompt read() {
      for (int i = 0; i < prompt.length(); i++) {
        char c = prompt.charAt(i);
        if (c == '\\') {
          i = backslashes(i);
        } else if (c == '(') {
          open.add(out.length());
          append(c, i);
        } else if (c == ')' && !open.isEmpty()) {
          close(i);
        } else {
          append(c, i);
        }
      }
      from[out.length()] = prompt.length();
      return new WeightedPrompt(
          out.toString(), Arrays.copyOf(from, out.length() + 1), spans, tooLarge);
    }

    /** Reads a run of backslashes and, if they make it text, the parenthesis behind; its end. */
    private int backslashes(int begin) {
      int end = begin;
      while (end < prompt.length() && prompt.charAt(end) == '\\') {
        end++;
      }
      boolean escapes = end < prompt.length() && "()".indexOf(prompt.charAt(end)) >= 0;
      int i = begin;
      for (; i < end; i++) {
        if (escapes) {
          i++; // the one that is dropped
        }
        append(prompt.charAt(i), i);
      }
      return i - 1;
    }

    private void append(char c, int at) {
      from[out.length()] = at;
      out.append(c);
    }

    /** Takes braces and weight out of the text, if there is a weight. */
    private void close(int at) {
      int begin = open.removeLast();
      int colon = colon(begin);
      double weight = colon < 0 ? Double.NaN : weight(out.substring(colon + 1).strip());
      boolean meant =
          !Double.isNaN(weight)
              && out.substring(begin, colon).codePoints().anyMatch(Character::isLetter);
      if (!meant || weight > MAX_WEIGHT) {
        if (meant) {
          tooLarge.add(prompt.substring(from[begin], at + 1));
        }
        append(')', at);
        return;
      }
      int end = colon - 1;
      out.setLength(colon);
      out.deleteCharAt(begin);
      System.arraycopy(from, begin + 1, from, begin, end - begin);
      for (int i = spans.size() - 1; i >= 0 && spans.get(i).begin() > begin; i--) {
        Span s = spans.get(i);
        spans.set(i, new Span(s.begin() - 1, s.end() - 1, s.weight()));
      }
      spans.add(new Span(begin, end, weight));
    }

    /** Where the last colon behind {@code begin} is, if no more than a number can follow; or -1. */
    private int colon(int begin) {
      for (int i = out.length() - 1; i > begin && i > out.length() - MAX_DIGITS; i--) {
        if (out.charAt(i) == ':') {
          return i;
        }
      }
      return -1;
    }

    /** A number from 0 on, or NaN. */
    private static double weight(String number) {
      return NUMBER.matcher(number).matches() ? Double.parseDouble(number) : Double.NaN;
    }
  }
}
