package dev.pixdelta.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.weights.ModelFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every getter takes what it says and refuses the rest in one sentence. */
class ConfigFileTest {
  private final Path file;

  ConfigFileTest(@TempDir Path folder) {
    file = folder.resolve("config.json");
  }

  private ConfigFile config(String json) throws IOException {
    Files.writeString(file, json);
    return ConfigFile.read(file);
  }

  private void assertRefuses(String json, String problem, Consumer<ConfigFile> getter)
      throws IOException {
    ConfigFile config = config(json);
    assertEquals(
        file + ": " + problem,
        assertThrows(ModelFileException.class, () -> getter.accept(config)).getMessage());
  }

  @Test
  void integersAreTakenInTheirRange() throws IOException {
    ConfigFile config = config("{\"a\":8,\"b\":8.0,\"c\":8e0,\"min\":-2147483648,\"n\":null}");
    assertEquals(8, config.integer("a", 1, 8));
    assertEquals(8, config.integer("b", 8, 9));
    assertEquals(8, config.integer("c", 8, 9));
    assertEquals(Integer.MIN_VALUE, config.integer("min", Integer.MIN_VALUE, 0));
    assertEquals(5, config.integer("n", 1, 8, 5));
    assertEquals(5, config.integer("absent", 1, 8, 5));
    assertEquals(8, config.integer("a", 1, 8, 5));
    assertEquals(file, config.file());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9",
        "0",
        "-1",
        "1.5",
        "\"4\"",
        "true",
        "[4]",
        "{}",
        "NaN",
        "Infinity",
        "-Infinity",
        "4294967300",
        "18446744073709551620",
        "99999999999999999999999999999999999999"
      })
  void otherIntegersAreRefused(String value) throws IOException {
    assertRefuses(
        "{\"a\":" + value + "}",
        "key 'a': expected an integer from 1 to 8, found "
            + (value.endsWith("N") || value.endsWith("y") ? '"' + value + '"' : value),
        c -> c.integer("a", 1, 8));
    assertThrows(
        ModelFileException.class, () -> config("{\"a\":" + value + "}").integer("a", 1, 8, 5));
    assertThrows(
        ModelFileException.class, () -> config("{\"a\":[4," + value + "]}").integers("a", 2, 1, 8));
  }

  @Test
  void anExponentOfMillionsIsOnlyAWrongNumber() throws IOException {
    ConfigFile config = config("{\"a\":1e999999999,\"b\":1e-999999999}");
    assertTimeoutPreemptively(
        Duration.ofSeconds(2),
        () -> {
          assertThrows(ModelFileException.class, () -> config.integer("a", 1, 8));
          assertThrows(ModelFileException.class, () -> config.number("a", 1, 8));
          assertThrows(ModelFileException.class, () -> config.number("b", 1, 8));
          assertThrows(ModelFileException.class, () -> config.integers("a", 2, 1, 8));
          assertThrows(ModelFileException.class, () -> config.text("a"));
        });
  }

  @Test
  void numbersAreTakenInTheirRangeAndFinite() throws IOException {
    ConfigFile config = config("{\"a\":0.18215,\"b\":1,\"n\":null,\"i\":-Infinity,\"x\":1e400}");
    assertEquals(0.18215, config.number("a", 0, 1));
    assertEquals(1, config.number("b", 0, 1));
    assertEquals(0.5, config.number("n", 0, 1, 0.5));
    assertTrue(config.has("i"));
    for (String key : List.of("i", "x", "n", "absent")) {
      assertThrows(
          ModelFileException.class,
          () -> config.number(key, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
    }
    assertRefuses(
        "{\"a\":2.5}",
        "key 'a': expected a number from 0.0 to 1.0, found 2.5",
        c -> c.number("a", 0, 1));
    assertRefuses(
        "{\"a\":\"1\"}",
        "key 'a': expected a number from 0.0 to 1.0, found \"1\"",
        c -> c.number("a", 0, 1, 0.5));
  }

  @Test
  void flagsAreTrueOrFalse() throws IOException {
    ConfigFile config = config("{\"a\":true,\"n\":null}");
    assertTrue(config.flag("a", false));
    assertTrue(config.flag("n", true));
    assertFalse(config.flag("absent", false));
    assertRefuses("{\"a\":1}", "key 'a': expected true or false, found 1", c -> c.flag("a", true));
  }

  @Test
  void wordsAreThoseAllowed() throws IOException {
    ConfigFile config = config("{\"a\":\"x\",\"n\":null}");
    assertEquals("x", config.word("a", Set.of("x", "y")));
    assertEquals("y", config.word("n", Set.of("x", "y"), "y"));
    assertEquals("x", config.text("a"));
    assertNull(config.text("n"));
    assertFalse(config.has("n"));
    assertFalse(config.has("absent"));
    assertRefuses(
        "{\"a\":\"z\"}",
        "key 'a': expected one of \"x\", \"y\", found \"z\"",
        c -> c.word("a", Set.of("y", "x")));
    assertRefuses(
        "{\"a\":3}", "key 'a': expected \"x\", found 3", c -> c.word("a", Set.of("x"), "x"));
    assertRefuses("{}", "key 'a' is missing: expected \"x\"", c -> c.word("a", Set.of("x")));
    assertRefuses("{\"a\":[]}", "key 'a': expected text, found []", c -> c.text("a"));
  }

  @Test
  void listsAreShortAndOfOneKind() throws IOException {
    ConfigFile config = config("{\"a\":[1,2.0,3],\"w\":[\"x\",\"x\"],\"n\":null}");
    assertEquals(List.of(1, 2, 3), config.integers("a", 3, 1, 3));
    assertEquals(List.of("x", "x"), config.words("w", 2, Set.of("x")));
    assertEquals(List.of("x", "x"), config.texts("w", 2, List.of()));
    assertEquals(List.of("d"), config.texts("n", 2, List.of("d")));
    assertRefuses(
        "{\"a\":[1,2,3]}",
        "key 'a': expected a list of 1 to 2 integers from 1 to 3, found [1,2,3]",
        c -> c.integers("a", 2, 1, 3));
    assertThrows(ModelFileException.class, () -> config.integers("n", 2, 1, 3));
    assertThrows(ModelFileException.class, () -> config("{\"a\":[]}").integers("a", 2, 1, 3));
    assertThrows(ModelFileException.class, () -> config("{\"a\":1}").integers("a", 2, 1, 3));
    assertRefuses(
        "{\"w\":[\"z\"]}",
        "key 'w': expected a list of 1 to 2 of \"x\", found [\"z\"]",
        c -> c.words("w", 2, Set.of("x")));
    assertRefuses(
        "{\"w\":[null]}",
        "key 'w': expected a list of 1 to 2 texts, found [null]",
        c -> c.texts("w", 2, List.of()));
  }

  @Test
  void aSenselessValueIsShownAndALongOneCut() throws IOException {
    ConfigFile config = config("{\"a\":[7],\"b\":\"" + "y".repeat(1000) + "\"}");
    assertEquals(
        file + ": key 'a': expected less, found [7]", config.error("a", "less").getMessage());
    assertEquals(
        file + ": key 'c': expected less, found nothing", config.error("c", "less").getMessage());
    assertEquals(
        file + ": key 'b': expected less, found \"" + "y".repeat(56) + "...",
        config.error("b", "less").getMessage());
  }

  @Test
  void whatIsNoJsonObjectIsRefused() throws IOException {
    assertEquals("the file is empty; download it again", refused(""));
    assertEquals("expected a JSON object, found nothing", refused("  \n"));
    assertEquals("expected a JSON object, found [1]", refused("[1]"));
    assertEquals("expected a JSON object, found null", refused("null"));
    assertEquals(
        "the file is filled with zeros: its download broke off; download it again",
        refused("\0\0\0"));
    for (String json : List.of("{", "{\"a\":1", "{\"a\": \"b", "{\"a\":[1, 2")) {
      assertEquals(
          "expected one JSON object, found only its beginning: the file is cut off; download it"
              + " again",
          refused(json));
    }
    for (String json :
        List.of(
            "{\"a\":1}}", "{\"a\":1} {}", "{a:1}", "{'a':1}", "x", "{\"a\":1,}", "{\"a\":01}")) {
      String problem = refused(json);
      assertTrue(
          problem.startsWith("expected one JSON object, found something else (line "), problem);
    }
    for (String json :
        List.of(
            "{\"a\":" + "9".repeat(101) + "}",
            "{\"a\":" + "[".repeat(100_000),
            "{\"a\":".repeat(100_000),
            "{\"a\":" + "[".repeat(60) + "]".repeat(60) + "}")) {
      assertEquals(
          "expected JSON of at most 50 levels and numbers of at most 100 digits, found more",
          refused(json));
    }
    assertEquals("key 'a': expected once, found twice", refused("{\"a\":1,\"a\":2}"));
    assertEquals("key 'b': expected once, found twice", refused("{\"a\":{\"b\":1,\"b\":2}}"));
    Files.write(file, "{\"ä\":1}".getBytes(StandardCharsets.ISO_8859_1));
    assertEquals("expected UTF-8 text, found other bytes", refused());
  }

  @Test
  void aLargeFileIsRefusedUnread() throws IOException {
    assertEquals(
        "expected a JSON file of at most 1 MiB, found 1048577 bytes",
        refused("{}" + " ".repeat((1 << 20) - 1)));
    config("{}" + " ".repeat((1 << 20) - 2));
    // Many keys whose names have one hash, in a file just small enough.
    StringBuilder keys = new StringBuilder("{");
    for (int i = 0; i < 1 << 14; i++) {
      for (int bit = 0; bit < 14; bit++) {
        keys.append(bit == 0 ? "\"" : "").append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      keys.append("\":0,");
    }
    String json = keys.append("\"z\":1}").toString();
    assertTimeoutPreemptively(
        Duration.ofSeconds(5), () -> assertEquals(1, config(json).integer("z", 1, 1)));
  }

  @Test
  void whatIsNoFileIsRefused() throws IOException {
    assertEquals("the file is missing", refused());
    Files.createDirectory(file);
    assertEquals("expected a JSON file, found a folder", refused());
    Files.delete(file);
    Files.createSymbolicLink(file, file);
    assertTrue(refused().startsWith("cannot be read: "), refused());
    Path zero = Path.of("/dev/zero");
    if (Files.exists(zero)) {
      Files.delete(file);
      Files.createSymbolicLink(file, zero);
      assertEquals("expected a JSON file, found a special file", refused());
    }
  }

  private String refused(String json) throws IOException {
    Files.writeString(file, json);
    return refused();
  }

  private String refused() {
    String message =
        assertThrows(ModelFileException.class, () -> ConfigFile.read(file)).getMessage();
    assertTrue(message.startsWith(file + ": "), message);
    return message.substring(file.toString().length() + 2);
  }
}
