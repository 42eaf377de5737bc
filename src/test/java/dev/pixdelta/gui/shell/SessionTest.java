package dev.pixdelta.gui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SessionTest {
  private static final Note NONE = new Note("", 0);

  private final Path file;

  SessionTest(@TempDir Path folder) {
    file = folder.resolve("data").resolve("session.json");
  }

  record Note(String text, int number) {}

  @Test
  void sectionsComeBackAndUnknownOnesStay() {
    Session before = Session.open(file);
    before.put("note", new Note("a", 1));
    before.put("of-tomorrow", new Note("b", 2));
    before.save();
    Session after = Session.open(file);
    assertEquals(new Note("a", 1), after.get("note", Note.class, NONE));
    after.put("note", new Note("c", 3));
    after.save();
    assertEquals(new Note("b", 2), Session.open(file).get("of-tomorrow", Note.class, NONE));
  }

  @Test
  void aDamagedFileIsPutAside() throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{\"note\": {\"text\"");
    Session session = Session.open(file);
    assertEquals(NONE, session.get("note", Note.class, NONE));
    assertTrue(Files.exists(file.resolveSibling("session.json.damaged")));
  }

  /** A section with everything a section may have. */
  record Many(
      String text, Colour colour, int number, List<Item> items, Map<String, Colour> by, Item one) {
    static final Many USUAL =
        new Many("usual", Colour.RED, 1, List.of(), Map.of(), new Item("one", 1));

    Many {
      Objects.requireNonNull(text);
      items = List.copyOf(items);
      by = Map.copyOf(by);
    }
  }

  record Item(String name, int price) {
    Item {
      if (name.isEmpty()) {
        throw new IllegalArgumentException("no name");
      }
    }
  }

  enum Colour {
    RED,
    BLUE
  }

  private Many many(String json) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{\"many\": " + json.replace('\'', '"') + "}");
    return Session.open(file).get("many", Many.class, Many.USUAL);
  }

  @Test
  void whatCannotBeUnderstoodInASectionCostsNothingElse() throws IOException {
    Many usual = Many.USUAL;
    assertEquals(usual, many("{}"));
    assertEquals(usual, many("{'text': null, 'items': null, 'colour': 'MAUVE', 'new': [1]}"));
    assertEquals(
        new Many("typed", Colour.RED, 1, List.of(), Map.of(), usual.one()),
        many("{'text': 'typed', 'colour': 'MAUVE', 'number': 'many', 'one': {'name': ''}}"));
    assertEquals(
        new Many(
            "typed",
            Colour.BLUE,
            7,
            List.of(new Item("a", 1), new Item("b", 2)),
            Map.of("y", Colour.BLUE),
            new Item("c", 3)),
        many(
            "{'text': 'typed', 'colour': 'BLUE', 'number': 7, 'one': {'name': 'c', 'price': 3},"
                + " 'items': [{'name': 'a', 'price': 1}, null, {'name': ''}, 7, [],"
                + " {'name': 'b', 'price': 2}, {'name': 'x', 'price': 'dear'}],"
                + " 'by': {'x': 'MAUVE', 'y': 'BLUE', 'z': {}}}"));
  }

  @Test
  void theWindowsOwnSectionsSurviveWhatAnotherVersionWrote() throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        """
        {"output": {"folder": "a\\u0000b", "pattern": "{seed}", "format": "GIF", "quality": 0},
         "appearance": {"theme": "SEPIA", "language": "KOREAN"},
         "controlWeights": {"paths": ["/a", "b\\u0000", null, "/c"]}}
        """);
    Session session = Session.open(file);
    OutputChoice output = OutputChoice.of(session);
    assertEquals("{seed}", output.pattern());
    assertNull(output.folder());
    assertEquals(OutputChoice.USUAL.format(), output.format());
    assertEquals(OutputChoice.USUAL.quality(), output.quality());
    assertEquals(
        new Appearance(Appearance.Theme.SYSTEM, Appearance.Language.KOREAN),
        session.get(Appearance.SECTION, Appearance.class, Appearance.SYSTEM));
    assertEquals(List.of("/a", "/c"), KnownControls.of(session).paths());
  }

  @Test
  void aSecondDamagedFileDoesNotReplaceTheFirst() throws IOException {
    Files.createDirectories(file.getParent());
    for (String damage : List.of("first", "second")) {
      Files.writeString(file, damage);
      Path aside = Objects.requireNonNull(Session.open(file).damaged());
      assertEquals(damage, Files.readString(aside));
    }
    assertEquals("first", Files.readString(file.resolveSibling("session.json.damaged")));
    assertNull(Session.open(file).damaged());
  }

  @Test
  void aSectionThatMakesNoSenseIsAsIfItWereNot() throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{\"note\": [1, 2]}");
    assertEquals(NONE, Session.open(file).get("note", Note.class, NONE));
  }
}
