package dev.pixdelta.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pixdelta.testing.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What can be shown in the window can be said in its other language. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // reading the sources takes a while
final class SentencesTest {
  private static final Path KOREAN =
      Path.of("src/main/resources/dev/pixdelta/text/sentences_ko.json");

  private final SentenceLiterals literals = new SentenceLiterals(Sources.main());
  private final Map<String, String> korean;

  SentencesTest() throws IOException {
    korean = new ObjectMapper().readValue(KOREAN.toFile(), new TypeReference<>() {});
  }

  @Test
  void everySentenceIsThereInKorean() {
    Map<String, String> missing = new TreeMap<>(literals.found());
    missing.keySet().removeAll(korean.keySet());
    assertEquals(Map.of(), missing, "sentences without a translation, and where they are");
  }

  @Test
  void noSentenceIsPutTogether() {
    assertEquals(List.of(), literals.others(), "write a literal with gaps {0} and arguments");
  }

  @Test
  void noTranslationIsLeftOver() {
    TreeSet<String> unused = new TreeSet<>(korean.keySet());
    unused.removeAll(literals.found().keySet());
    unused.remove(Sentence.IN_ENGLISH);
    assertEquals(new TreeSet<>(), unused);
  }

  @Test
  void translationsHaveTheSameGaps() {
    korean.forEach((english, text) -> assertEquals(gaps(english), gaps(text), english));
  }

  private static Set<String> gaps(String text) {
    return new TreeSet<>(
        Pattern.compile("\\{\\d}").matcher(text).results().map(m -> m.group()).toList());
  }

  @Test
  void aSentenceIsSaidWithWhatItHolds() {
    Sentence inner = Sentence.of("permission denied");
    Sentence sentence =
        Sentence.of("{0}: {1}: {2}", "/a {1}/b", Sentence.of("cannot be read"), inner);
    assertEquals("/a {1}/b: cannot be read: permission denied", sentence.toString());
    String said = sentence.in(Locale.KOREAN);
    assertTrue(said.startsWith("/a {1}/b: "), said);
    assertTrue(said.endsWith(": " + korean.get("permission denied")), said);
  }

  @Test
  void whatHasNoTranslationIsMarkedAsEnglish() {
    String said =
        Sentence.of("{0}: {1}", "file", Sentence.of("is odd in {0} ways", 3)).in(Locale.KOREAN);
    assertTrue(said.startsWith("file: is odd in 3 ways"), said);
    assertTrue(said.length() > "file: is odd in 3 ways".length(), said);
  }

  @Test
  void aSentenceOutlivesTheProgram() throws IOException {
    ObjectMapper json = new ObjectMapper();
    Sentence sentence = Sentence.of("{0}: {1}", "a", Sentence.of("cannot be read"));
    List<Sentence> read = new ArrayList<>();
    read.add(json.readValue(json.writeValueAsString(sentence), Sentence.class));
    assertEquals(List.of(sentence), read);
  }
}
