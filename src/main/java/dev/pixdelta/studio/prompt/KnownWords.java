package dev.pixdelta.studio.prompt;

import dev.pixdelta.hub.ConfigFile;
import dev.pixdelta.weights.ModelFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The words that a small model was trained on, from the file {@code vocabulary.json} of its folder:
 * what it can draw, the colours of its backgrounds, and the sentences that combine them. Models
 * that know a whole language have no such file. Immutable.
 */
public final class KnownWords {
  /** Its name in a model folder. */
  public static final String FILE = "vocabulary.json";

  private static final Logger LOG = LoggerFactory.getLogger(KnownWords.class);
  private static final int MOST = 10_000;

  /** Letters with what may join them: "t-shirt", "jack-o'-lantern". */
  private static final Pattern WORD =
      Pattern.compile("\\p{L}[\\p{L}\\p{M}\\p{N}]*(?:['’-][\\p{L}\\p{M}\\p{N}]+)*");

  private static final Pattern JOINT = Pattern.compile("['’-]+|\\s+");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\w+}");
  private static final String BACKGROUND = "background";

  private final List<String> things;
  private final List<String> colours;
  private final List<String> examples;
  private final Set<String> entries = new HashSet<>();
  private final Set<String> others = new HashSet<>(Set.of("a", "an"));
  private final int longest;

  /**
   * @param sentences that combine them, with placeholders such as {@code {thing}}
   * @param examples prompts that the model draws well
   */
  public KnownWords(
      List<String> things, List<String> colours, List<String> sentences, List<String> examples) {
    this.things = List.copyOf(things);
    this.colours = List.copyOf(colours);
    this.examples = List.copyOf(examples);
    entries().forEach(e -> entries.add(key(e)));
    sentences.forEach(s -> others.addAll(words(PLACEHOLDER.matcher(s).replaceAll(" "))));
    longest = entries.stream().mapToInt(e -> e.split(" ").length).max().orElse(0);
  }

  /** The vocabulary of a model folder, if it has one that can be understood. Reads a file. */
  public static Optional<KnownWords> read(Path model) {
    Path file = model.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      ConfigFile json = ConfigFile.read(file);
      return Optional.of(
          new KnownWords(
              json.texts("things", MOST, List.of()),
              json.texts("colours", MOST, List.of()),
              json.texts("sentences", MOST, List.of()),
              json.texts("examples", MOST, List.of())));
    } catch (ModelFileException e) {
      LOG.debug("vocabulary not understood: {}", e.toString()); // it only serves hints
      return Optional.empty();
    }
  }

  /** What the model can draw. */
  public List<String> things() {
    return things;
  }

  /** The colours of its backgrounds. */
  public List<String> colours() {
    return colours;
  }

  /** Whether a text is a thing or a colour that the model knows. */
  public boolean contains(String text) {
    return entries.contains(key(text));
  }

  /** Prompts that it draws well. */
  public List<String> examples() {
    return examples;
  }

  /**
   * What a prompt asks for and the model does not have.
   *
   * @param unknown words that it was never trained on, in their order, each once
   * @param misplaced colours that are not those of a background
   */
  public record Gaps(List<String> unknown, List<String> misplaced) {
    public Gaps {
      unknown = List.copyOf(unknown);
      misplaced = List.copyOf(misplaced);
    }
  }

  /**
   * What a prompt has that the model does not know. A last word that may still become one that it
   * knows is not told.
   *
   * @param prompt without alternatives and word lists; weights on words may be there
   */
  public Gaps gaps(String prompt) {
    Set<String> unknown = new LinkedHashSet<>();
    Set<String> misplaced = new LinkedHashSet<>();
    List<String> parts = new ArrayList<>();
    List<String> whole = new ArrayList<>(); // the word that each part is of
    Matcher word = WORD.matcher(prompt);
    while (word.find()) {
      for (String part : words(word.group())) {
        parts.add(part);
        whole.add(word.group());
      }
    }
    boolean typing =
        !prompt.isEmpty() && Character.isLetter(prompt.codePointBefore(prompt.length()));
    for (int i = 0; i < parts.size(); ) {
      int length = Math.max(1, knownAt(parts, i));
      String found = String.join(" ", parts.subList(i, i + length));
      boolean isEntry = entries.contains(found);
      boolean unfinished = typing && i == parts.size() - 1 && isBeginning(found);
      if (!isEntry && !others.contains(found) && !unfinished) {
        unknown.add(whole.get(i).toLowerCase(Locale.ROOT));
      } else if (isEntry && isColour(found) && !isBefore(BACKGROUND, parts, i + length)) {
        misplaced.add(found);
      }
      i += length;
    }
    return new Gaps(List.copyOf(unknown), List.copyOf(misplaced));
  }

  /** How many words from one on are an entry, the longest that there is; 0 if none is. */
  private int knownAt(List<String> parts, int from) {
    for (int n = Math.min(longest, parts.size() - from); n > 0; n--) {
      if (entries.contains(String.join(" ", parts.subList(from, from + n)))) {
        return n;
      }
    }
    return 0;
  }

  private boolean isBeginning(String word) {
    return entries.stream().anyMatch(e -> e.startsWith(word));
  }

  private boolean isColour(String key) {
    return colours.stream().anyMatch(c -> key(c).equals(key))
        && things.stream().noneMatch(t -> key(t).equals(key));
  }

  private static boolean isBefore(String word, List<String> parts, int at) {
    return at < parts.size() && parts.get(at).equals(word);
  }

  /**
   * An entry that a word being typed may become.
   *
   * @param start index of the word's first character
   */
  public record Completion(int start, String entry) {}

  /**
   * What the text before the cursor may go on to, those with most of it typed first.
   *
   * @param before the text up to the cursor
   * @param fewest characters that must have been typed of an entry
   */
  public List<Completion> completions(String before, int fewest) {
    String typed = before.toLowerCase(Locale.ROOT);
    List<Completion> all = new ArrayList<>();
    for (int start = 0; start <= typed.length() - fewest; start++) {
      if (Character.isLetter(typed.charAt(start)) && !isInsideWord(typed, start)) {
        String part = typed.substring(start);
        int at = start;
        entries()
            .filter(e -> e.startsWith(part) && e.length() > part.length())
            .sorted()
            .forEach(e -> all.add(new Completion(at, e)));
      }
    }
    return all;
  }

  private static boolean isInsideWord(String text, int at) {
    return at > 0 && Character.isLetterOrDigit(text.charAt(at - 1));
  }

  private Stream<String> entries() {
    return Stream.concat(things.stream(), colours.stream());
  }

  private static String key(String entry) {
    return String.join(" ", words(entry));
  }

  private static List<String> words(String text) {
    return JOINT
        .splitAsStream(text.toLowerCase(Locale.ROOT))
        .filter(w -> !w.isEmpty() && Character.isLetter(w.codePointAt(0)))
        .toList();
  }
}
