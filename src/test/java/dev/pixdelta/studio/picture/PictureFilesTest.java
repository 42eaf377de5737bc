package dev.pixdelta.studio.picture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.pipeline.Picture;
import dev.pixdelta.pipeline.Size;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PictureFilesTest {
  private static final LocalDateTime START = LocalDateTime.of(2026, 11, 23, 9, 5, 0);
  private static final Picture PICTURE = new Picture(new Size(1, 1), new byte[] {1, 2, 3});

  private final Path folder;

  PictureFilesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void namesSortByRunAndTellSeedAndPrompt() {
    PictureFiles files = new PictureFiles(Output.in(folder), START);
    assertEquals(
        folder.resolve("2026-11-23-090500-0007-42-a-red-fox.png"),
        files.save(PICTURE, parameters("A red fox!"), 7));
  }

  @Test
  void anExistingFileIsNeverTouched() throws IOException {
    PictureFiles files = new PictureFiles(Output.in(folder), START);
    Path first = files.save(PICTURE, parameters("x"), 1);
    Files.writeString(first, "precious");
    Path second = files.save(PICTURE, parameters("x"), 1);
    assertEquals("2026-11-23-090500-0001-42-x-2.png", String.valueOf(second.getFileName()));
    assertEquals("precious", Files.readString(first));
    assertEquals(2, names().size());
  }

  @Test
  void manyWritersOfOneNameAllKeepTheirPictures() throws Exception {
    Callable<Path> save =
        () -> new PictureFiles(Output.in(folder), START).save(PICTURE, parameters("x"), 1);
    Set<Path> saved = new HashSet<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Path> f : threads.invokeAll(Stream.generate(() -> save).limit(64).toList())) {
        saved.add(f.get());
      }
    }
    assertEquals(64, saved.size());
    assertEquals(64, names().size());
    for (Path path : saved) {
      assertEquals(new Size(1, 1), PictureReader.read(path).size());
    }
  }

  @Test
  void withoutHardLinksNothingIsReplacedEither() throws IOException {
    Path temporary = Files.writeString(folder.resolve("t"), "new");
    Path taken = Files.writeString(folder.resolve("taken"), "old");
    assertThrows(
        FileAlreadyExistsException.class, () -> PictureFiles.claimAndMove(temporary, taken));
    assertEquals("old", Files.readString(taken));
    PictureFiles.claimAndMove(temporary, folder.resolve("free"));
    assertEquals("new", Files.readString(folder.resolve("free")));
    assertEquals(Set.of("taken", "free"), Set.copyOf(names()));
  }

  @Test
  void afterAFailureNothingIsLeft() throws IOException {
    PictureFiles files = new PictureFiles(Output.in(folder), START);
    Picture tooShort = new Picture(new Size(100, 100), new byte[5]);
    assertThrows(IndexOutOfBoundsException.class, () -> files.save(tooShort, parameters("x"), 1));
    assertEquals(List.of(), names());
    PictureFiles gone = new PictureFiles(Output.in(folder.resolve("gone")), START);
    String sentence =
        String.valueOf(
            assertThrows(PictureFileException.class, () -> gone.save(PICTURE, parameters("x"), 1))
                .getMessage());
    assertTrue(sentence.endsWith("cannot be written: there is no such file or folder"), sentence);
  }

  @Test
  void aFullDiskIsASentence() {
    assertEquals(
        "a.png: cannot be written: No space left on device",
        new PictureFileException(
                Path.of("a.png"), "cannot be written", new IOException("No space left on device"))
            .getMessage());
  }

  @Test
  void aFileInPlaceOfTheFolderIsASentence() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThrows(PictureFileException.class, () -> PictureFiles.prepare(file));
    assertThrows(PictureFileException.class, () -> PictureFiles.prepare(file.resolve("below")));
    PictureFiles.prepare(folder.resolve("new/deep"));
    assertTrue(Files.isDirectory(folder.resolve("new/deep")));
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "'한국어 🦊', 한국어-🦊",
    "'ثعلب أحمر', ثعلب-أحمر",
    "'लाल लोमड़ी', लाल-लोमड़ी",
    "'สุนัขจิ้งจอกสีแดง', สุนัขจิ้งจอกสีแดง",
    "'赤い狐、雪の中。', 赤い狐-雪の中",
    "'Crème Brûlée', crème-brûlée",
    "'Cre\u0300me', crème",
    "'\u202Eevil\u0000\u200B', evil",
    "'...', ''",
    "'../../etc/passwd', etc-passwd",
    "'a\nb\tc', a-b-c",
    "'--a--b--', a-b",
    "'a portrait of an old woman with a red scarf', a-portrait-of-an-old-woman-with-a-red",
    "'aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeee', aaaaaaaaaabbbbbbbbbbccccccccccdddddddddd"
  })
  void aSlugIsSafeEverywhere(String prompt, String slug) {
    assertEquals(slug, Slug.of(prompt, 40));
  }

  @ParameterizedTest
  @CsvSource({
    "'한국어 fox', fox",
    "'Crème Brûlée', creme-brulee",
    "'ثعلب', ''",
  })
  void whereOnlyAsciiCanBeWrittenTheRestIsLeftOut(String prompt, String slug) {
    assertEquals(slug, Slug.ascii(prompt, 40));
  }

  /** Families and flags are one character of several, and so are a letter and its vowel sign. */
  @Test
  void aSlugIsCutBetweenCharacters() {
    assertEquals("👨‍👩‍👧", Slug.of("👨‍👩‍👧👨‍👩‍👧", 1));
    assertEquals("🇰🇷🇰🇷", Slug.of("🇰🇷🇰🇷🇰🇷", 2));
    assertEquals("लो", Slug.of("लोमड़ी", 1));
    assertEquals("👨‍👩‍👧", Slug.cutToBytes("👨‍👩‍👧👨‍👩‍👧", 35));
    assertEquals("", Slug.cutToBytes("👨‍👩‍👧", 17));
    assertEquals("a", Slug.cutToBytes("a-b", 2));
  }

  @Test
  void namesOfAnyScriptAreAtMost255BytesLong() throws IOException {
    Output output = new Output(folder, "{prompt:200}-{seed}", ImageFormat.JPEG, 90);
    PictureFiles files = new PictureFiles(output, START);
    for (String letter : List.of("여", "ल", "👨‍👩‍👧", "é", "x")) {
      for (int i = 1; i < 3; i++) {
        String name =
            String.valueOf(files.save(PICTURE, parameters(letter.repeat(300)), 1).getFileName());
        assertTrue(name.getBytes(UTF_8).length <= 255, name);
        assertTrue(name.endsWith(i == 1 ? "-42.jpg" : "-42-2.jpg"), name);
        assertTrue(name.startsWith(letter.repeat(3)), name);
        assertEquals(
            0, (name.length() - (i == 1 ? 7 : 9)) % letter.length(), "cut within " + letter);
      }
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> String.valueOf(f.getFileName())).toList();
    }
  }

  private static PictureParameters parameters(String prompt) {
    return PictureMetadataTest.parameters(prompt, "", 0, "nano");
  }
}
