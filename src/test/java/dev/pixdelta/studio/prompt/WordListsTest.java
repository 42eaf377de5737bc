package dev.pixdelta.studio.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.studio.picture.PictureFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WordListsTest {
  private final Path folder;
  private final WordLists lists;

  WordListsTest(@TempDir Path folder) {
    this.folder = folder;
    this.lists = new WordLists(folder);
  }

  @Test
  void anEntryInAnotherEncodingCostsNoOther() throws IOException {
    byte[] latin = "fox\n# café\nb\u00e4r\n\nowl\n".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(folder.resolve("animals.txt"), latin);
    assertNull(lists.problem(), "nothing was read yet");
    assertEquals(List.of("fox", "owl"), lists.entries("animals"));
    String problem = String.valueOf(lists.problem());
    assertTrue(
        problem.startsWith(folder.resolve("animals.txt") + ": 1 of 3 entries are not UTF-8 text"),
        problem);
  }

  @Test
  void aListInAnyLanguageIsRead() throws IOException {
    Files.writeString(folder.resolve("animals.txt"), "\uFEFF여우\n 🦊 \nBär\n");
    assertEquals(List.of("여우", "🦊", "Bär"), lists.entries("animals"));
    assertNull(lists.problem());
  }

  @Test
  void aListWithNoEntryInUtf8IsRefusedAndOthersAreNot() throws IOException {
    Files.write(folder.resolve("bad.txt"), "b\u00e4r\n".getBytes(StandardCharsets.UTF_16LE));
    Files.write(folder.resolve("worse.txt"), new byte[] {(byte) 0xe9, '\n'});
    Files.writeString(folder.resolve("good.txt"), "fox");
    var e = assertThrows(PictureFileException.class, () -> lists.entries("worse"));
    assertTrue(String.valueOf(e.getMessage()).contains("must be UTF-8 text"), e.getMessage());
    assertEquals(List.of("fox"), lists.entries("good"));
    assertEquals(List.of("bad", "good", "worse"), lists.names());
  }
}
