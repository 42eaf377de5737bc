package dev.pixdelta.studio.gallery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.studio.picture.PictureFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names a folder may have. */
final class FolderNameTest {
  private static final Path PARENT = Path.of("pictures");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        ".",
        "..",
        "a/b",
        "a\\b",
        "../up",
        "a:b",
        "a*",
        "a?",
        "\"a\"",
        "<a>",
        "a|b",
        "tab\there",
        "nul\0",
        ".hidden",
        "dot.",
        "CON",
        "con",
        "nul.png",
        "Com1",
        "lpt9.x"
      })
  void namesThatSomeSystemRefusesAreSentences(String name) {
    String sentence = TestGallery.sentence(() -> FolderName.in(PARENT, name));
    assertTrue(sentence.startsWith("pictures: '"), sentence);
    assertTrue(sentence.contains("cannot be the name of a folder there: "), sentence);
  }

  @Test
  void tooLongANameIsASentence() {
    assertThrows(PictureFileException.class, () -> FolderName.in(PARENT, "가".repeat(86)));
    assertEquals(PARENT.resolve("a".repeat(255)), FolderName.in(PARENT, "a".repeat(255)));
  }

  @Test
  void othersAreTrimmedAndComposed() {
    GalleryIndexTest.assumeUnicodeNames();
    assertEquals(PARENT.resolve("펭귄 🐧"), FolderName.in(PARENT, " 펭귄 🐧 "));
    assertEquals(PARENT.resolve("é"), FolderName.in(PARENT, "e\u0301"));
    assertEquals(PARENT.resolve("v1.5 & more"), FolderName.in(PARENT, "v1.5 & more"));
    assertEquals(PARENT.resolve("console"), FolderName.in(PARENT, "console"));
  }
}
