package dev.pixdelta.studio.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.pipeline.PipelineRequest;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.studio.prompt.PromptFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PromptFileJobsTest {
  private final Path folder;

  PromptFileJobsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private PromptFileJobs read(String name, String text, long seed) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    try (TestQueue t = new TestQueue(folder)) {
      return PromptFileJobs.read(file, t.settings("", seed, 2), t.queue);
    }
  }

  private static List<Long> seeds(PromptFileJobs found) {
    return found.jobs().stream().map(j -> j.settings().seed()).toList();
  }

  @Test
  void eachLineIsAJobWhoseSeedsFollowThoseBefore() throws IOException {
    PromptFileJobs found = read("p.txt", "a fox\n\nan owl\n", 7);
    assertEquals(
        List.of("a fox", "an owl"), found.jobs().stream().map(j -> j.settings().prompt()).toList());
    assertEquals(List.of(1, 3), found.jobs().stream().map(PromptFileJobs.Entry::line).toList());
    assertEquals(List.of(7L, 9L), seeds(found));
    assertEquals(List.of(), found.problems());
  }

  @Test
  void seedsBeginAgainBehindTheLast() throws IOException {
    assertEquals(
        List.of(PipelineRequest.MAX_SEED - 1, 0L),
        seeds(read("p.txt", "a\nb\n", PipelineRequest.MAX_SEED - 1)));
  }

  @Test
  void aTablesCellsTakeThePlaceOfTheSettings() throws IOException {
    PromptFileJobs found =
        read("p.csv", "prompt,count,seed,steps,model,mine\na fox,3,42,2,two,x\nb,,,,,\n", 7);
    GenerationSettings first = found.jobs().getFirst().settings();
    assertEquals(3, first.count());
    assertEquals(42, first.seed());
    assertEquals(2, first.steps());
    assertEquals("two", first.model());
    assertEquals(7, found.jobs().getLast().settings().seed(), "a given seed moves no other");
    assertEquals(List.of("mine"), found.unknown());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "count|0|The count can be 1 to 10000 pictures per prompt, not 0",
        "count|x|column 'count': expected a whole number, found 'x'",
        "steps|0|The steps can be 1 to ",
        "steps|100000|The steps can be 1 to ",
        "guidance|101|The guidance can be 0 to 100, not 101.0",
        "seed|-1|The seed can be 0 to 4294967295, not -1",
        "seed|4294967295|With seed 4294967295 the last of 2 pictures would need a seed beyond",
        "size|9000x16|The size 9000x16 is too large: sides can be up to 8192 pixels",
        "style|Nothing|There is no style 'Nothing'; choose another, or none",
        "model|three|three: no such model",
        "sampler|euler|The sampler can be ",
        "prompt|__nothing__|There is no word list __nothing__"
      })
  void aLineThatCouldNotBeDrawnIsNamedAndLeftOut(String column, String cell, String problem)
      throws IOException {
    String table =
        column.equals("prompt")
            ? "prompt\nfirst\n" + cell + "\nlast\n"
            : "prompt," + column + "\nfirst,\nbad," + cell + "\nlast,\n";
    PromptFileJobs found = read("p.csv", table, 0);
    assertEquals(List.of(2, 4), found.jobs().stream().map(PromptFileJobs.Entry::line).toList());
    assertEquals(1, found.problems().size(), found.problems().toString());
    PromptFile.Problem wrong = found.problems().getFirst();
    assertEquals(3, wrong.line());
    assertTrue(wrong.sentence().toString().startsWith(problem), wrong.sentence().toString());
  }

  @Test
  void problemsOfEveryKindComeInTheOrderOfTheFile() throws IOException {
    PromptFileJobs found = read("p.csv", "prompt,count,style\na,,None\nb,0,\nc,x,\nd,,None\n", 0);
    assertEquals(
        List.of(2, 3, 4, 5), found.problems().stream().map(PromptFile.Problem::line).toList());
    assertEquals(List.of(), found.jobs());
  }

  @Test
  void aFileWithoutPromptsIsASentence() {
    for (String text : List.of("", "\n \n", "\uFEFF")) {
      String sentence =
          String.valueOf(
              assertThrows(PictureFileException.class, () -> read("p.txt", text, 0)).getMessage());
      assertTrue(sentence.endsWith("there are no prompts in it; write one per line"), sentence);
    }
  }
}
