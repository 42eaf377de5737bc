package dev.pixdelta.studio.prompt;

import dev.pixdelta.pipeline.WeightedPrompt;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Changes the weight of words in a prompt being typed, written as {@code (words:1.2)} and read by
 * {@link WeightedPrompt}.
 */
public final class PromptWeights {
  /** What one key press adds or takes. */
  public static final double STEP = 0.1;

  private static final BigDecimal LEAST = BigDecimal.ZERO;
  private static final BigDecimal MOST = BigDecimal.valueOf(WeightedPrompt.MAX_WEIGHT);
  private static final Pattern WEIGHT = Pattern.compile(":\\s*(\\d{1,3}(?:\\.\\d{0,9})?)\\s*$");
  private static final String NO_WORD = ",.;:!?()[]{}|\"\\";

  private PromptWeights() {}

  /**
   * A text with what is selected in it.
   *
   * @param start of the selection
   * @param end behind it; the same as {@code start} for a caret
   */
  public record Edit(String text, int start, int end) {}

  /** An opening brace, its closing one, the weight before that and where its colon is. */
  private record Group(int open, int close, int colon, BigDecimal weight) {}

  /**
   * Adds to the weight of the selected words, or of the word at the caret. Words in a weighted pair
   * of braces change as one; others get a pair; at weight 1 the pair goes. Weights stay within 0
   * and 2. The words are selected afterwards, so that the next call goes on with them. Where there
   * is nothing to weigh, which takes a letter, the text comes back as it is.
   *
   * @param start of the selection, in any order with {@code end}; both are brought into the text
   * @param delta such as {@link #STEP} or its negative
   */
  public static Edit adjust(String text, int start, int end, double delta) {
    int from = Math.clamp(Math.min(start, end), 0, text.length());
    int to = Math.clamp(Math.max(start, end), 0, text.length());
    Edit unchanged = new Edit(text, from, to);
    if (from < to) {
      while (from < to && isEdge(text.charAt(from))) {
        from++;
      }
      while (from < to && isEdge(text.charAt(to - 1))) {
        to--;
      }
      if (from == to) {
        return unchanged;
      }
    }
    Group group = around(text, from, to);
    if (group != null) {
      return reweighed(text, group, delta);
    }
    if (from == to) {
      from = wordStart(text, from);
      to = wordEnd(text, to);
    }
    return hasLetter(text, from, to) && isBalanced(text, from, to)
        ? wrapped(text, from, to, delta)
        : unchanged;
  }

  private static boolean isEdge(char c) {
    return Character.isWhitespace(c) || c == ',';
  }

  private static Edit wrapped(String text, int from, int to, double delta) {
    BigDecimal weight = changed(BigDecimal.ONE, delta);
    if (weight.compareTo(BigDecimal.ONE) == 0) {
      return new Edit(text, from, to);
    }
    String words = text.substring(from, to);
    return new Edit(
        text.substring(0, from) + '(' + words + ':' + written(weight) + ')' + text.substring(to),
        from + 1,
        to + 1);
  }

  private static Edit reweighed(String text, Group group, double delta) {
    BigDecimal weight = changed(group.weight(), delta);
    String before = text.substring(0, group.open());
    String words = text.substring(group.open() + 1, group.colon());
    String after = text.substring(group.close() + 1);
    if (weight.compareTo(BigDecimal.ONE) == 0) {
      return new Edit(before + words + after, group.open(), group.colon() - 1);
    }
    return new Edit(
        before + '(' + words + ':' + written(weight) + ')' + after,
        group.open() + 1,
        group.colon());
  }

  /** In decimal, where 1.1 and 0.1 are 1.2. */
  private static BigDecimal changed(BigDecimal weight, double delta) {
    return weight
        .add(BigDecimal.valueOf(delta))
        .setScale(2, RoundingMode.HALF_UP)
        .max(LEAST)
        .min(MOST);
  }

  private static String written(BigDecimal weight) {
    return weight.stripTrailingZeros().toPlainString();
  }

  /** The innermost weighted braces around a stretch of text, or null. */
  private static @Nullable Group around(String text, int from, int to) {
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isEscape(text, i)) {
        i++;
      } else if (c == '(') {
        open.push(i);
      } else if (c == ')' && !open.isEmpty()) {
        int start = open.pop();
        if (start <= from && to <= i + 1) {
          Matcher weight = WEIGHT.matcher(text).region(start + 1, i);
          if (weight.find() && hasLetter(text, start, weight.start())) {
            BigDecimal number = new BigDecimal(weight.group(1));
            if (number.compareTo(MOST) <= 0) {
              return new Group(start, i, weight.start(), number);
            }
          }
        }
      }
    }
    return null;
  }

  /** Whether a backslash makes text of what is behind it: in a run that a parenthesis ends. */
  private static boolean isEscape(String text, int at) {
    int end = at;
    while (end < text.length() && text.charAt(end) == '\\') {
      end++;
    }
    return end > at && end < text.length() && "()".indexOf(text.charAt(end)) >= 0;
  }

  private static boolean hasLetter(String text, int from, int to) {
    return text.substring(from, to).codePoints().anyMatch(Character::isLetter);
  }

  /** Whether braces would still be pairs if a pair were put around. */
  private static boolean isBalanced(String text, int from, int to) {
    int depth = 0;
    for (int i = from; i < to && depth >= 0; i++) {
      char c = text.charAt(i);
      if (isEscape(text, i)) {
        i++;
      } else if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth--;
      }
    }
    return depth == 0;
  }

  private static int wordStart(String text, int caret) {
    int at = caret;
    while (at > 0 && isWord(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  private static int wordEnd(String text, int caret) {
    int at = caret;
    while (at < text.length() && isWord(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isWord(char c) {
    return !Character.isWhitespace(c) && NO_WORD.indexOf(c) < 0;
  }
}
