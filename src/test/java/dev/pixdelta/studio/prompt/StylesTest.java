package dev.pixdelta.studio.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pixdelta.pipeline.InvalidRequestException;
import dev.pixdelta.studio.picture.PictureFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StylesTest {
  private final Path file;
  private final Styles styles;

  StylesTest(@TempDir Path folder) {
    this.file = folder.resolve("pictures/styles.json");
    this.styles = new Styles(file);
  }

  @Test
  void theProgramsOwnHaveBothNamesAndAPlaceForThePrompt() {
    List<Style> all = Styles.builtIn();
    assertTrue(all.size() >= 15);
    assertEquals(all.size(), all.stream().map(Style::name).collect(Collectors.toSet()).size());
    for (Style style : all) {
      assertTrue(style.prompt().contains("{prompt}"), style.name());
      assertTrue(style.korean() != null && !style.korean().isBlank(), style.name());
    }
  }

  @Test
  void aStyleStandsAroundThePrompt() {
    Style style = new Style("Ink", null, "ink drawing of {prompt}, paper", "colour");
    assertEquals("ink drawing of a fox, paper", style.applyTo("a fox"));
    assertEquals("blurred, colour", style.applyToNegative("blurred"));
    assertEquals("colour", style.applyToNegative(""));
    assertEquals("a fox, misty", new Style("Mist", null, "misty", "").applyTo("a fox"));
  }

  @Test
  void theUsersOwnAreKeptBesideThePicturesAndComeFirst() {
    styles.keep(new Style("Mine", null, "{prompt}, mine", ""));
    styles.keep(new Style("Comic", null, "{prompt}, my comic", ""));
    Styles again = new Styles(file);
    assertEquals("x, mine", again.find("Mine").applyTo("x"));
    assertEquals("x, my comic", again.find("Comic").applyTo("x"));
    again.forget("Comic");
    assertEquals(List.of("Mine"), again.own().stream().map(Style::name).toList());
    assertThrows(InvalidRequestException.class, () -> again.find("none"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "null", "{}", "{\"name\":\"\"}", "{\"name\":{\"a\":1}}", "[\"a\"]"})
  void anEntryThatIsNoStyleCostsNoOtherAndStays(String bad) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "[{\"name\":\"A\",\"prompt\":\"a\"}, " + bad + ", {\"name\":\"B\"}]");
    assertEquals(List.of("A", "B"), styles.own().stream().map(Style::name).toList());
    assertEquals("x, a", styles.find("A").applyTo("x"));
    String problem = String.valueOf(styles.problem());
    assertTrue(problem.startsWith(file + ": entry 2 cannot be read"), problem);
    styles.keep(new Style("A", null, "other", ""));
    styles.forget("B");
    JsonNode kept = new ObjectMapper().readTree(file.toFile());
    assertEquals(new ObjectMapper().readTree(bad), kept.get(0));
    assertEquals(2, kept.size());
    assertEquals("x, other", styles.find("A").applyTo("x"));
  }

  @Test
  void withoutAnEntryThatIsNoneThereIsNoProblem() {
    assertNull(styles.problem());
    styles.keep(new Style("A", null, "b", ""));
    assertNull(styles.problem());
  }

  @Test
  void aDamagedFileIsNamedAndNeverWrittenOver() throws IOException {
    Files.createDirectories(file.getParent());
    for (String damage : List.of("[{\"name\": \"x\"", "{}", "[1]", "[{\"prompt\": \"x\"}]", "")) {
      Files.writeString(file, damage);
      for (Runnable use :
          List.<Runnable>of(styles::all, () -> styles.keep(new Style("A", null, "b", "")))) {
        var e = assertThrows(PictureFileException.class, use::run, damage);
        assertTrue(String.valueOf(e.getMessage()).startsWith(file.toString()), damage);
      }
      assertEquals(damage, Files.readString(file));
    }
  }
}
