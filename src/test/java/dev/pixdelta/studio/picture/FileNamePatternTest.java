package dev.pixdelta.studio.picture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.pipeline.InvalidRequestException;
import dev.pixdelta.pipeline.Picture;
import dev.pixdelta.pipeline.Size;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FileNamePatternTest {
  private static final LocalDateTime START = LocalDateTime.of(2026, 11, 23, 9, 5, 0);

  @ParameterizedTest
  @CsvSource({
    "{date} {time} {number}, 2026-11-23 090500 0007",
    "{seed}_{steps}_{width}x{height}, 42_4_768x512",
    "{size}-{sampler}-{model}, 768x512-lcm-my-model",
    "{style}-{job}, water-colour-7f3a90c1",
    "{prompt:8}, a-red",
    "{prompt:5} fox, a-red fox",
    "{prompt}{prompt:1}, a-red-foxa",
    "plain, plain"
  })
  void fieldsBecomeValues(String pattern, String name) {
    assertEquals(name, name(pattern, parameters("A red fox!", 42L)));
  }

  @ParameterizedTest
  @CsvSource({
    "{date}-{time}-{number}-{seed}-{prompt:40}, 2026-11-23-090500-0007-42",
    "{prompt}-{seed}, 42",
    "{seed} - {prompt}, 42",
    "{prompt}, picture",
    "{prompt}-{prompt}, picture",
    "{seed}-{prompt}-{number}, 42-0007",
    "{prompt}.{seed}, 42"
  })
  void aValueThatIsMissingTakesItsSeparatorAlong(String pattern, String name) {
    assertEquals(name, name(pattern, parameters("한국어 🦊", 42L)));
  }

  @Test
  void withoutASeedTheUsualNameIsStillWhole() {
    assertEquals(
        "2026-11-23-090500-0007-a-red-fox",
        name(Output.DEFAULT_PATTERN, parameters("A red fox!", null)));
  }

  @ParameterizedTest
  @CsvSource({"con, _con", "NUL, _nul", "com1, _com1", "console, console"})
  void namesThatWindowsKeepsGetAnotherBeginning(String prompt, String name) {
    assertEquals(name, name("{prompt}", parameters(prompt, 1L)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{nothing}",
        "{Date}",
        "{date",
        "date}",
        "{}",
        "{{date}}",
        "{prompt:0}",
        "{prompt:201}",
        "{prompt:x}",
        "{prompt:}",
        "{seed:3}",
        "a/{date}",
        "a\\{date}",
        "../{date}",
        "{date}:{time}",
        "a*",
        "a?",
        "a\"b",
        "a\nb",
        "a\0b",
        "a<b>|",
        ".{date}",
        " {date}",
        "{date}.",
        "{date} ",
        "con",
        "Nul",
        "lpt1.{date}",
        "COM9",
        "{prompt:200}{prompt:41}",
        "{date}-{prompt:200}-{model:40}"
      })
  void whatNoFileCanBeCalledIsRefused(String pattern) {
    InvalidRequestException e =
        assertThrows(InvalidRequestException.class, () -> FileNamePattern.parse(pattern));
    String sentence = String.valueOf(e.getMessage());
    assertTrue(sentence.startsWith("The file name pattern '" + pattern + "' is not valid: "));
    assertTrue(sentence.length() < 400, sentence);
  }

  @Test
  void anUnknownFieldIsAnsweredWithThoseThereAre() {
    String sentence =
        String.valueOf(
            assertThrows(InvalidRequestException.class, () -> FileNamePattern.parse("{nothing}"))
                .getMessage());
    for (String key : FileNameField.keys()) {
      assertTrue(sentence.contains("{" + key + "}"), key);
    }
  }

  @Test
  void everyFieldHasAnExampleAndStaysWithinItsLength() {
    PictureParameters widest =
        new PictureParameters(
            "word ".repeat(10_000),
            "",
            Integer.MAX_VALUE,
            "s".repeat(500),
            1.0,
            Long.MIN_VALUE,
            new Size(Integer.MAX_VALUE, Integer.MAX_VALUE),
            null,
            "é".repeat(500),
            null,
            null,
            null,
            null,
            new Origin("0".repeat(100), null, "x".repeat(500)));
    for (FileNameField field : FileNameField.values()) {
      String pattern = "{" + field.key() + "}";
      String example = FileNamePattern.parse(pattern).example(ImageFormat.JPEG);
      assertTrue(example.length() > 4 && example.endsWith(".jpg"), example);
      String name = name(pattern, widest);
      assertTrue(name.length() <= field.defaultLength(), field + ": " + name.length());
    }
  }

  @Test
  void aKoreanPatternIsTakenWhereTheSystemCanWriteIt() {
    boolean writable =
        Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder().canEncode("여우");
    if (writable) {
      assertEquals("여우 a-red-fox", name("여우 {prompt}", parameters("A red fox!", 1L)));
    } else {
      assertThrows(InvalidRequestException.class, () -> FileNamePattern.parse("여우 {prompt}"));
    }
  }

  @Test
  void theExampleIsWhatAWindowShows() {
    assertEquals(
        "2026-11-23-142501-0001-42-a-red-fox-in-the-snow-soft-morning-light.png",
        FileNamePattern.parse(Output.DEFAULT_PATTERN).example(ImageFormat.PNG));
  }

  @Test
  void theLongestNamesCanBeSavedAndSavedAgain(@TempDir Path folder) throws IOException {
    String pattern = "fox-".repeat(9) + "{prompt:200}";
    PictureFiles files = new PictureFiles(new Output(folder, pattern, ImageFormat.PNG, 92), START);
    PictureParameters p = parameters("x".repeat(1000), 1L);
    Picture picture = new Picture(new Size(1, 1), new byte[3]);
    Path first = files.save(picture, p, 1);
    Path second = files.save(picture, p, 1);
    String name = String.valueOf(second.getFileName());
    assertTrue(name.endsWith("-2.png"), name);
    assertTrue(name.getBytes(UTF_8).length > 240, "as long as can be");
    assertTrue(Files.exists(first));
  }

  @Test
  void anOutputChecksItself() {
    Path folder = Path.of("x");
    assertThrows(
        InvalidRequestException.class, () -> new Output(folder, "{x}", ImageFormat.PNG, 92));
    for (int quality : new int[] {0, 101, -1}) {
      assertThrows(
          InvalidRequestException.class,
          () -> new Output(folder, "{seed}", ImageFormat.JPEG, quality));
    }
  }

  @Test
  void keysAreInLowerCase() {
    for (String key : FileNameField.keys()) {
      assertEquals(key.toLowerCase(Locale.ROOT), key);
    }
  }

  private static String name(String pattern, PictureParameters parameters) {
    return FileNamePattern.parse(pattern).name(parameters, START, 7);
  }

  private static PictureParameters parameters(String prompt, @Nullable Long seed) {
    return new PictureParameters(
        prompt,
        "",
        4,
        "LCM",
        0.0,
        seed,
        new Size(768, 512),
        null,
        "My model",
        null,
        null,
        null,
        null,
        new Origin("7f3a90c1-2b-3", null, "Water Colour"));
  }
}
