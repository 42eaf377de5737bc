package dev.pixdelta.studio.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.studio.prompt.KnownWords.Completion;
import dev.pixdelta.studio.prompt.KnownWords.Gaps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KnownWordsTest {
  private static final Path NANO = Path.of("models", "nano");
  private final KnownWords nano = KnownWords.read(NANO).orElseThrow();

  @Test
  void theModelCardListsTheSameWords() throws IOException {
    String card = Files.readString(NANO.resolve("README.md"));
    assertEquals(nano.things(), listed(card, "- objects:"));
    assertEquals(nano.colours(), listed(card, "- colours:"));
    assertEquals(72, nano.things().size());
    assertEquals(14, nano.colours().size());
  }

  private static List<String> listed(String card, String head) {
    Matcher list =
        Pattern.compile(Pattern.quote(head) + "(.*?)(?=\n- |\n\n)", Pattern.DOTALL).matcher(card);
    assertTrue(list.find(), head);
    return Arrays.stream(list.group(1).split(","))
        .map(w -> w.strip().replaceAll("\\s+", " "))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a fox on a teal background",
        "A Fox on a TEAL background!",
        "a (fox:1.2) and an owl on a ((sky blue:0.8)) background",
        "a picture of a jack-o-lantern on an orange background",
        "an ice cream to the left of a soccer ball, black background",
        "a palm tree next to a tree on a sky  blue background",
        "2 + 2",
        "a fox and a te",
        "a christmas"
      })
  void whatTheModelKnowsHasNoGaps(String prompt) {
    assertEquals(new Gaps(List.of(), List.of()), nano.gaps(prompt));
  }

  @Test
  void theExamplesHaveNoGaps() {
    assertEquals(6, nano.examples().size());
    for (String example : nano.examples()) {
      assertEquals(new Gaps(List.of(), List.of()), nano.gaps(example), example);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a wizard on a teal background, wizard",
    "a Wizard and a wizard, wizard",
    "a fox in a T-shirt, in t-shirt",
    "cats on a teal background, cats",
    "a palm on a red background, palm",
    "a fox on a teal wiz, wiz",
    "a te and a fox, te",
    "a te., te",
    "eine Katze mit Hut, eine katze mit hut",
    "여우, 여우",
  })
  void wordsItWasNeverTrainedOnAreNamed(String prompt, String unknown) {
    assertEquals(List.of(unknown.split(" ")), nano.gaps(prompt).unknown());
  }

  @Test
  void coloursOfThingsAreMisplaced() {
    assertEquals(new Gaps(List.of(), List.of("red")), nano.gaps("a red fox on a teal background"));
    assertEquals(List.of("sky blue"), nano.gaps("a sky blue whale").misplaced());
  }

  @ParameterizedTest
  @CsvSource({
    "a fo, 2, fox",
    "a fox on a te, 11, teal teddy bear",
    "an ICE CR, 3, ice cream",
    "a christmas , 2, christmas tree",
    "a su, 2, sun sunflower",
    "a sun, 2, sunflower",
  })
  void typingIsCompleted(String typed, int start, String entries) {
    List<Completion> found = nano.completions(typed, 2);
    assertEquals(entries.replace(' ', '_'), joined(found, start), found.toString());
  }

  /** Those that begin at one place, as the table above writes them. */
  private static String joined(List<Completion> found, int start) {
    return String.join(
        "_",
        found.stream()
            .filter(c -> c.start() == start)
            .map(c -> c.entry().replace(' ', '_'))
            .toList());
  }

  @Test
  void theLongestBeginningComesFirst() {
    assertEquals(new Completion(3, "ice cream"), nano.completions("an ice cr", 2).getFirst());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "f", "a fox", "a fox ", "tfo", "fo.", "한"})
  void nothingIsOfferedWhereNothingFits(String typed) {
    assertEquals(List.of(), nano.completions(typed, 2));
  }

  @Test
  void aModelWithoutOneAndADamagedOneHaveNone(@TempDir Path folder) throws IOException {
    assertEquals(Optional.empty(), KnownWords.read(folder));
    for (String damage : List.of("", "[]", "{\"things\": 7}", "{\"things\": [7]}")) {
      Files.writeString(folder.resolve(KnownWords.FILE), damage);
      assertEquals(Optional.empty(), KnownWords.read(folder), damage);
    }
  }
}
