package dev.pixdelta.studio.prompt;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.picture.PictureFileException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PromptFileTest {
  private final Path folder;

  PromptFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aTextHasAPromptALine() throws IOException {
    PromptFile file = read("p.txt", "\uFEFFone, é\r\n\n  two \n#three\n \n");
    assertEquals(List.of("one, é", "  two ", "#three"), prompts(file));
    assertEquals(List.of(1, 3, 4), file.rows().stream().map(PromptFile.Row::line).toList());
    assertNull(file.rows().getFirst().negative());
  }

  @Test
  void aTableHasSettingsOfItsOwn() throws IOException {
    PromptFile file =
        read(
            "p.csv",
            """
            Prompt,Negative,SEED,Steps,count,style,size,model,guidance,sampler,notes
            "a fox, red",blur,42,8,3,Watercolour,768x512,nano,4.5,LCM,mine
            a hare,,,,,,,,,,
            """);
    assertEquals(
        new PromptFile.Row(
            2,
            "a fox, red",
            "blur",
            "Watercolour",
            "nano",
            new Size(768, 512),
            "LCM",
            8,
            4.5,
            42L,
            3),
        file.rows().getFirst());
    assertEquals(
        new PromptFile.Row(3, "a hare", "", null, null, null, null, null, null, null, null),
        file.rows().getLast());
    assertEquals(List.of("notes"), file.unknown());
  }

  @ParameterizedTest
  @CsvSource({"p.csv, ';'", "p.CSV, '\t'", "p.tsv, '\t'", "p.csv, ','"})
  void spreadsheetsSeparateCellsInTheirOwnWay(String name, char delimiter) throws IOException {
    String table =
        "width;prompt;height;guidance\r\n64;\"one, two; three\";48;4,5\r\n;four;;\r\n"
            .replace(';', delimiter)
            .replace("two" + delimiter, "two;")
            .replace("4,5", delimiter == ',' ? "4.5" : "4,5");
    PromptFile file = read(name, table);
    assertEquals(List.of("one, two; three", "four"), prompts(file));
    assertEquals(new Size(64, 48), file.rows().getFirst().size());
    assertEquals(4.5, file.rows().getFirst().guidance());
  }

  @Test
  void withoutHeadingsTheFirstColumnIsThePrompt() throws IOException {
    assertEquals(List.of("a fox", "b; c"), prompts(read("p.csv", "a fox,1\n\"b; c\",2\n")));
    assertEquals(List.of("a fox", "b"), prompts(read("p.csv", "a fox;1\nb;2")));
    assertEquals(List.of("just one"), prompts(read("p.csv", "just one")));
    assertEquals(List.of(), prompts(read("p.csv", "")));
    assertEquals(List.of(), prompts(read("p.csv", "prompt\n\n")));
  }

  @Test
  void excelsHintNamesTheSeparator() throws IOException {
    assertEquals(List.of("a;b"), prompts(read("p.csv", "sep=|\r\nseed|prompt\r\n1|a;b\r\n")));
  }

  @Test
  void aCellMayHaveLines() throws IOException {
    PromptFile file = read("p.csv", "prompt,seed\n\"a\nb \"\"c\"\"\",1\n\nd,2\n");
    assertEquals(List.of("a\nb \"c\"", "d"), prompts(file));
    assertEquals(List.of(2, 5), file.rows().stream().map(PromptFile.Row::line).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"p.txt", "p.csv"})
  void utf16WithItsMarkIsRead(String name) throws IOException {
    for (Charset charset : List.of(UTF_16LE, UTF_16BE)) {
      Path file = Files.write(folder.resolve(name), "\uFEFF여우 🦊\n".getBytes(charset));
      assertEquals(List.of("여우 🦊"), prompts(PromptFile.read(file)));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,x|line 3: column 'steps': expected a whole number, found 'x'",
        "a,1.5|line 3: column 'steps': expected a whole number, found '1.5'",
        "a,,99999999999999999999|line 3: column 'seed': expected a whole number, found"
            + " '99999999999999999999'",
        "a,,,NaN|line 3: column 'guidance': expected a number, found 'NaN'",
        "a,,,,64|line 3: column 'size': expected a size such as 768x512, found '64'",
        "a,,,,0x64|line 3: column 'size': expected a size such as 768x512, found '0x64'",
        "a,,,,,64|line 3: give either 'size', or both 'width' and 'height'",
        "a,,,,64x64,64,64|line 3: give either 'size', or both 'width' and 'height'"
      })
  void aWrongCellIsNamed(String row, String problem) {
    String table = "prompt,steps,seed,guidance,size,width,height\nok,,,,,,\n" + row + "\n";
    assertEquals(
        folder.resolve("p.csv") + ": " + problem,
        assertThrows(PictureFileException.class, () -> read("p.csv", table)).getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"prompt\n\"a\"b\n", "prompt,Prompt\na,b\n", "prompt\n\"open\n"})
  void aBrokenTableIsASentence(String table) {
    String sentence =
        String.valueOf(
            assertThrows(PictureFileException.class, () -> read("p.csv", table)).getMessage());
    assertTrue(sentence.startsWith(folder.resolve("p.csv") + ": "), sentence);
    assertTrue(sentence.contains("line"), sentence);
  }

  @Test
  void whatIsNoTextIsASentence() throws IOException {
    Path korean = folder.resolve("cp949.csv");
    Files.write(korean, new byte[] {'p', '\n', (byte) 0xbf, (byte) 0xa9, (byte) 0xbf, (byte) 0xec});
    String sentence =
        String.valueOf(
            assertThrows(PictureFileException.class, () -> PromptFile.read(korean)).getMessage());
    assertTrue(sentence.endsWith("save it as 'CSV UTF-8'"), sentence);
    assertThrows(PictureFileException.class, () -> PromptFile.read(folder));
    assertThrows(PictureFileException.class, () -> PromptFile.read(folder.resolve("none.txt")));
    Path huge = Files.write(folder.resolve("huge.txt"), new byte[(16 << 20) + 1]);
    assertThrows(PictureFileException.class, () -> PromptFile.read(huge));
  }

  @Test
  void theCommandLineReadsLinesWhateverTheName() throws IOException {
    Path file = Files.writeString(folder.resolve("p.csv"), "prompt\na, b\n");
    assertEquals(List.of("prompt", "a, b"), PromptFile.lines(file));
    byte[] input = "x\n\ny".getBytes(UTF_8);
    assertEquals(
        List.of("x", "y"), PromptFile.lines("standard input", new ByteArrayInputStream(input)));
  }

  private PromptFile read(String name, String text) throws IOException {
    return PromptFile.read(Files.writeString(folder.resolve(name), text));
  }

  private static List<String> prompts(PromptFile file) {
    return file.rows().stream().map(PromptFile.Row::prompt).toList();
  }
}
