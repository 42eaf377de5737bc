package dev.pixdelta.studio.prompt;

import dev.pixdelta.pipeline.InvalidRequestException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A prompt with choices in it: <code>{red|blue|}</code> takes one of its alternatives, {@code
 * __animal__} one entry of a word list; both may stand in each other. A brace or a bar behind a
 * backslash is the character itself. A prompt without choices is itself, character for character.
 *
 * <p>What a picture takes follows from its seed alone: one draw per choice, from left to right and
 * from outside in, of a {@link SplittableRandom} begun with the seed. Immutable.
 */
public final class PromptTemplate {
  private static final int MAX_DEPTH = 32;
  private static final int MAX_LENGTH = 100_000;
  private static final int MAX_DRAWS = 10_000;

  /** A stretch of a template. */
  private sealed interface Part {
    record Text(String text) implements Part {}

    record Choice(List<List<Part>> alternatives) implements Part {}

    record FromList(String name) implements Part {}
  }

  private final List<Part> parts;

  private PromptTemplate(List<Part> parts) {
    this.parts = parts;
  }

  /**
   * Reads a template. An opening brace without its closing one, and the other way round, is text.
   *
   * @throws InvalidRequestException if choices are nested too deep
   */
  public static PromptTemplate parse(String text) {
    return new PromptTemplate(new Reader(text).all());
  }

  /** Whether there is anything to choose. */
  public boolean hasChoices() {
    return parts.stream().anyMatch(p -> !(p instanceof Part.Text));
  }

  /** Names of the word lists it takes from directly, in order. */
  public List<String> lists() {
    List<String> names = new ArrayList<>();
    collect(parts, names);
    return names.stream().distinct().toList();
  }

  private static void collect(List<Part> parts, List<String> names) {
    for (Part part : parts) {
      switch (part) {
        case Part.Text text -> {}
        case Part.FromList list -> names.add(list.name());
        case Part.Choice choice -> choice.alternatives().forEach(a -> collect(a, names));
      }
    }
  }

  /**
   * The prompt of the picture with a seed.
   *
   * @throws InvalidRequestException if a word list is missing, or lists name each other in a circle
   */
  public String expand(long seed, WordLists lists) {
    StringBuilder out = new StringBuilder();
    new Drawing(new SplittableRandom(seed), lists, out).add(parts, 0);
    return out.toString();
  }

  /**
   * How many different ways there are to choose, each alternative counted as one way more.
   *
   * @throws InvalidRequestException as {@link #expand}
   */
  public BigInteger combinations(WordLists lists) {
    return combinations(parts, lists, 0);
  }

  private static BigInteger combinations(List<Part> parts, WordLists lists, int depth) {
    checkDepth(depth);
    BigInteger product = BigInteger.ONE;
    for (Part part : parts) {
      product =
          product.multiply(
              switch (part) {
                case Part.Text text -> BigInteger.ONE;
                case Part.Choice choice ->
                    choice.alternatives().stream()
                        .map(a -> combinations(a, lists, depth + 1))
                        .reduce(BigInteger.ZERO, BigInteger::add);
                case Part.FromList list ->
                    lists.entries(list.name()).stream()
                        .map(e -> combinations(parse(e).parts, lists, depth + 1))
                        .reduce(BigInteger.ZERO, BigInteger::add);
              });
    }
    return product;
  }

  private static void checkDepth(int depth) {
    if (depth > MAX_DEPTH) {
      throw new InvalidRequestException(
          "Alternatives are nested more than {0} deep, or word lists refer to each other in a circle;"
              + " remove some",
          MAX_DEPTH);
    }
  }

  /** One picture's choices being made. */
  private static final class Drawing {
    private final SplittableRandom random;
    private final WordLists lists;
    private final StringBuilder out;
    private int draws;

    Drawing(SplittableRandom random, WordLists lists, StringBuilder out) {
      this.random = random;
      this.lists = lists;
      this.out = out;
    }

    void add(List<Part> parts, int depth) {
      checkDepth(depth);
      for (Part part : parts) {
        switch (part) {
          case Part.Text text -> out.append(text.text());
          case Part.Choice choice -> add(one(choice.alternatives()), depth + 1);
          case Part.FromList list -> add(parse(one(lists.entries(list.name()))).parts, depth + 1);
        }
        if (out.length() > MAX_LENGTH) {
          throw new InvalidRequestException(
              "The prompt grows beyond {0} characters; shorten its word lists", MAX_LENGTH);
        }
      }
    }

    private <T> T one(List<T> choices) {
      if (++draws > MAX_DRAWS) {
        throw new InvalidRequestException(
            "The prompt has more than {0} choices; remove some", MAX_DRAWS);
      }
      return choices.get(random.nextInt(choices.size()));
    }
  }

  /** Text to parts. */
  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    List<Part> all() {
      List<Part> parts = new ArrayList<>();
      StringBuilder plain = new StringBuilder();
      while (at < text.length()) {
        next(parts, plain, 0);
      }
      flush(parts, plain);
      return parts;
    }

    /** Reads one character, escape, choice or list name. */
    private void next(List<Part> parts, StringBuilder plain, int depth) {
      char c = text.charAt(at);
      if (c == '\\' && at + 1 < text.length() && "{|}".indexOf(text.charAt(at + 1)) >= 0) {
        plain.append(text.charAt(at + 1));
        at += 2;
      } else if (c == '{' && closes(at)) {
        flush(parts, plain);
        at++;
        parts.add(choice(depth + 1));
      } else if (c == '_' && listEnd(at) > 0) {
        flush(parts, plain);
        int end = listEnd(at);
        parts.add(new Part.FromList(text.substring(at + 2, end)));
        at = end + 2;
      } else {
        plain.append(c);
        at++;
      }
    }

    private static void flush(List<Part> parts, StringBuilder plain) {
      if (!plain.isEmpty()) {
        parts.add(new Part.Text(plain.toString()));
        plain.setLength(0);
      }
    }

    /** What follows an opening brace that is known to be closed, the closing brace included. */
    private Part choice(int depth) {
      checkDepth(depth);
      List<List<Part>> alternatives = new ArrayList<>();
      List<Part> parts = new ArrayList<>();
      StringBuilder plain = new StringBuilder();
      while (text.charAt(at) != '}') {
        if (text.charAt(at) == '|') {
          flush(parts, plain);
          alternatives.add(parts);
          parts = new ArrayList<>();
          at++;
        } else {
          next(parts, plain, depth);
        }
      }
      at++;
      flush(parts, plain);
      alternatives.add(parts);
      return new Part.Choice(alternatives);
    }

    /** Whether the brace at a place is closed, and holds alternatives. */
    private boolean closes(int open) {
      int depth = 0;
      boolean alternatives = false;
      for (int i = open; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '\\') {
          i++;
        } else if (c == '{') {
          depth++;
        } else if (c == '}' && --depth == 0) {
          return alternatives;
        } else if (c == '|' && depth == 1) {
          alternatives = true;
        }
      }
      return false;
    }

    /** Where the closing underscores of a list name that begins here are, or -1. */
    private int listEnd(int from) {
      if (!text.startsWith("__", from)) {
        return -1;
      }
      int end = text.indexOf("__", from + 2);
      if (end <= from + 2) {
        return -1;
      }
      String name = text.substring(from + 2, end);
      return name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_')
          ? end
          : -1;
    }
  }
}
