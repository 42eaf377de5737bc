package dev.pixdelta.studio.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.pipeline.InvalidRequestException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PromptTemplateTest {
  private final Path folder;
  private final WordLists lists;

  PromptTemplateTest(@TempDir Path folder) {
    this.folder = folder;
    this.lists = new WordLists(folder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a fox",
        " two  spaces\n",
        "(red:1.2) fox",
        "a {lonely} brace",
        "open { only",
        "close } only | bar",
        "snake_case __ and ___",
        "C:\\\\path",
        "빨간 여우 🦊"
      })
  void aPromptWithoutChoicesIsItself(String prompt) {
    PromptTemplate template = PromptTemplate.parse(prompt);
    assertFalse(template.hasChoices());
    assertEquals(prompt, template.expand(7, lists));
    assertEquals(BigInteger.ONE, template.combinations(lists));
  }

  @Test
  void aSeedAlwaysChoosesTheSame() {
    PromptTemplate template = PromptTemplate.parse("a {red|green|blue} {fox|owl}");
    for (long seed = 0; seed < 50; seed++) {
      assertEquals(template.expand(seed, lists), template.expand(seed, new WordLists(folder)));
    }
  }

  @Test
  void everyAlternativeIsTakenByNeighbouringSeeds() {
    assertEquals(
        Set.of("a red fox", "a  fox", "a dark blue fox", "a light blue fox"),
        all("a {red||{dark|light} blue} fox"));
    assertEquals(
        BigInteger.valueOf(4),
        PromptTemplate.parse("a {red||{dark|light} blue} fox").combinations(lists));
  }

  @Test
  void escapedCharactersAreThemselves() {
    assertEquals(Set.of("a | b {x}"), all("a \\| b \\{x\\}"));
    assertEquals(Set.of("a|b", "c"), all("{a\\|b|c}"));
  }

  @Test
  void wordListsAreNamedInAnyScript() throws IOException {
    list("जानवर", "लोमड़ी");
    assertEquals(Set.of("एक लोमड़ी"), all("एक __जानवर__"));
    list("cafe\u0301", "noir"); // as a Mac writes it
    assertEquals(Set.of("noir"), all("__caf\u00e9__"));
  }

  @Test
  void wordListsMayHoldChoicesAndNameOtherLists() throws IOException {
    list("animal", "# comment", "fox", "", "__bird__");
    list("bird", "{small|large} owl");
    assertEquals(Set.of("a fox", "a small owl", "a large owl"), all("a __animal__"));
    assertEquals(BigInteger.valueOf(3), PromptTemplate.parse("a __animal__").combinations(lists));
    assertEquals(List.of("animal"), PromptTemplate.parse("a {__animal__|x}").lists());
    assertEquals(List.of("animal", "bird"), lists.names());
  }

  @Test
  void aMissingListIsNamedWithItsFile() {
    var e =
        assertThrows(
            InvalidRequestException.class,
            () -> PromptTemplate.parse("a __none__").expand(1, lists));
    assertTrue(String.valueOf(e.getMessage()).contains(folder.resolve("none.txt").toString()));
  }

  @Test
  void listsThatNameEachOtherInACircleAreRefused() throws IOException {
    list("a", "__b__");
    list("b", "__a__ __a__");
    PromptTemplate template = PromptTemplate.parse("__a__");
    assertThrows(InvalidRequestException.class, () -> template.expand(1, lists));
    assertThrows(InvalidRequestException.class, () -> template.combinations(lists));
  }

  @Test
  void deepNestingIsRefusedNotOverflown() {
    String deep = "{a|".repeat(100_000) + "b" + "}".repeat(100_000);
    assertThrows(InvalidRequestException.class, () -> PromptTemplate.parse(deep));
  }

  private void list(String name, String... lines) throws IOException {
    Files.write(folder.resolve(name + ".txt"), List.of(lines));
  }

  private Set<String> all(String text) {
    Set<String> found = new TreeSet<>();
    PromptTemplate template = PromptTemplate.parse(text);
    for (long seed = 0; seed < 200; seed++) {
      found.add(template.expand(seed, lists));
    }
    return found;
  }
}
