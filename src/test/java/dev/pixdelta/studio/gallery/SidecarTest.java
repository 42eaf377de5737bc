package dev.pixdelta.studio.gallery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The star beside a picture. */
final class SidecarTest {
  private final Path folder;

  SidecarTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Sidecar sidecar() {
    return Sidecar.of(folder.resolve("fox.png"));
  }

  @Test
  void standsBesideThePictureAndGoesWithItsLastWord() throws IOException {
    sidecar().star(true);
    assertEquals("{\"starred\":true}", Files.readString(folder.resolve("fox.png.pixdelta.json")));
    assertTrue(sidecar().isStarred());
    sidecar().star(true);
    sidecar().star(false);
    assertFalse(sidecar().isStarred());
    sidecar().star(false);
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void keepsWhatOthersWrote() throws IOException {
    String others =
        "{\"rating\":4.10,\"tags\":[\"여우\",{\"a\":null}],\"big\":12345678901234567890123}";
    Files.writeString(sidecar().file(), others);
    sidecar().star(true);
    assertTrue(sidecar().isStarred());
    sidecar().star(false);
    assertEquals(others, Files.readString(sidecar().file()));
    ObjectMapper json = new ObjectMapper();
    assertEquals(json.readTree(others), json.readTree(sidecar().file().toFile()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[1]", "7", "{} {}", "{\"starred\":tru", "\u0000\u0001"})
  void doesNotOverwriteWhatItCannotRead(String damaged) throws IOException {
    Files.writeString(sidecar().file(), damaged);
    assertFalse(sidecar().isStarred());
    String sentence = TestGallery.sentence(() -> sidecar().star(true));
    assertEquals(
        sidecar().file()
            + ": is damaged, so the star cannot be saved in it; repair it or delete it",
        sentence);
    assertEquals(damaged, Files.readString(sidecar().file()));
  }

  @Test
  void aFolderThatCannotBeWrittenIsASentence() {
    Path gone = folder.resolve("gone").resolve("fox.png");
    String sentence = TestGallery.sentence(() -> Sidecar.of(gone).star(true));
    assertTrue(sentence.contains("the star cannot be saved"), sentence);
  }
}
