package dev.pixdelta.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pixdelta.pipeline.CancelledException;
import dev.pixdelta.studio.ModelOpener;
import dev.pixdelta.studio.picture.PictureParameters;
import dev.pixdelta.studio.picture.PictureReader;
import dev.pixdelta.testing.FakePipeline;
import dev.pixdelta.weights.ModelFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GenerateCommandTest {
  private final Path folder;

  GenerateCommandTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void stdoutIsThePathsAndNothingElse() {
    CommandLineRun run = CommandLineRun.of(folder, "generate", "a", "b", "--count", "2");
    assertEquals(ExitCodes.OK, run.code(), run.err());
    assertEquals(4, run.outLines().size());
    for (String line : run.outLines()) {
      assertTrue(Files.exists(Path.of(line)), line);
      assertEquals(folder.resolve("pictures"), Path.of(line).getParent());
    }
    assertEquals(List.of("a", "a", "b", "b"), prompts(run));
  }

  @Test
  void withoutASeedOneIsDrawnAndSaid() {
    CommandLineRun run = CommandLineRun.of(folder, "generate", "a");
    long seed = Objects.requireNonNull(parameters(run.outLines().getFirst()).seed());
    assertTrue(run.errLines().contains("Seed: " + seed), run.err());
    assertNotEquals(run.err(), CommandLineRun.of(folder, "generate", "a").err());
  }

  @Test
  void jsonIsAnObjectALine() throws IOException {
    CommandLineRun run =
        CommandLineRun.of(
            folder, "generate", "é", "b", "--seed", "4294967294", "--batch", "2", "--json");
    assertEquals(ExitCodes.OK, run.code(), run.err());
    assertEquals(2, run.outLines().size());
    JsonNode json = new JsonMapper().readTree(run.outLines().getLast());
    List<String> keys = new ArrayList<>();
    json.fieldNames().forEachRemaining(keys::add);
    assertEquals(List.of("path", "seed", "width", "height", "model", "steps", "seconds"), keys);
    assertEquals(4294967295L, json.get("seed").longValue());
    assertEquals(64, json.get("width").intValue());
    assertEquals(48, json.get("height").intValue());
    assertEquals("nano", json.get("model").textValue());
    assertEquals(4, json.get("steps").intValue());
    assertEquals(0.5, json.get("seconds").get("text").doubleValue());
    assertEquals(0.875, json.get("seconds").get("total").doubleValue());
    assertEquals(4, json.get("seconds").size());
    assertTrue(Files.exists(Path.of(json.get("path").textValue())));
  }

  @Test
  void promptsMayBeAnyText() {
    List<String> odd = List.of("", "-", "@file", "${user.home}", "-x", "--steps", "a\nb", "\"🦊\"");
    List<String> args = new ArrayList<>(List.of("generate", "--seed", "0", "--"));
    args.addAll(odd);
    CommandLineRun run = CommandLineRun.of(folder, args.toArray(String[]::new));
    assertEquals(ExitCodes.OK, run.code(), run.err());
    assertEquals(odd, prompts(run));
    assertEquals(List.of("@a", ""), prompts(CommandLineRun.of(folder, "generate", "@a", "")));
  }

  @Test
  void promptsOfAFileComeAfterTheArguments() throws IOException {
    Path file = Files.writeString(folder.resolve("p.txt"), "\uFEFFone é\r\n\n two \n\n\n");
    CommandLineRun run =
        CommandLineRun.of(folder, "generate", "zero", "--prompts-file", file.toString());
    assertEquals(List.of("zero", "one é", " two "), prompts(run));
    CommandLineRun input =
        CommandLineRun.of(
            folder,
            FakePipeline::open,
            "stdin".getBytes(UTF_8),
            false,
            "generate",
            "--prompts-file",
            "-");
    assertEquals(List.of("stdin"), prompts(input));
  }

  @Test
  void aTableIsReadAsTheQueueReadsIt() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("p.CSV"),
            """
            Prompt;Negative;Seed;Steps;Count;Size;Sampler;Guidance;Style;Note
            "a fox; red";blur;9;;2;;;;;x
            a hare;;;;;;;;;
            an owl;;;20;;96x64;DPM++ 2M;3;Watercolour;
            """);
    CommandLineRun run =
        CommandLineRun.of(
            folder,
            words(
                "generate zero --prompts-file "
                    + file
                    + " --seed 100 --negative dull --name {number}-{seed}"));
    assertEquals(ExitCodes.OK, run.code(), run.err());
    assertEquals(
        List.of("0001-100.png", "0002-9.png", "0003-10.png", "0004-101.png", "0005-102.png"),
        run.outLines().stream().map(l -> String.valueOf(Path.of(l).getFileName())).toList());
    assertEquals(List.of("zero", "a fox; red", "a fox; red", "a hare"), prompts(run).subList(0, 4));
    PictureParameters owl = parameters(run.outLines().getLast());
    String styled = Objects.requireNonNull(owl.prompt());
    assertTrue(styled.contains("an owl") && !styled.equals("an owl"), styled);
    assertEquals("an owl", owl.origin().template());
    assertEquals("Watercolour", owl.origin().style());
    assertEquals(20, owl.steps());
    assertEquals("96x64", String.valueOf(owl.size()));
    assertEquals("DPM++ 2M", owl.sampler());
    assertEquals("blur", parameters(run.outLines().get(1)).negativePrompt());
    assertEquals("", parameters(run.outLines().get(3)).negativePrompt());
    assertEquals("dull", parameters(run.outLines().getFirst()).negativePrompt());
    assertTrue(run.errLines().contains("Passed over in " + file + ": Note"), run.err());
    assertTrue(run.err().contains("picture 5 of 5: "), run.err());
  }

  @Test
  void aTableWithoutSettingsOfItsOwnIsOneRun() throws IOException {
    Path file = Files.writeString(folder.resolve("p.tsv"), "prompt\tseed\na\t7\nb\t3\n");
    Path latents = folder.resolve("l.safetensors");
    CommandLineRun run =
        CommandLineRun.of(
            folder,
            words("generate --batch 2 --prompts-file " + file + " --save-latents " + latents));
    assertEquals(ExitCodes.OK, run.code(), run.err());
    assertEquals(List.of("a", "b"), prompts(run));
    assertTrue(run.err().contains("pictures 1-2 of 2: "), run.err());
    assertTrue(run.errLines().contains("Seed: 7"), run.err());
    assertTrue(Files.exists(latents));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "prompt,steps\na,many",
        "prompt,count\na,0",
        "prompt,count\na,10001",
        "prompt,seed\na,-1",
        "prompt,seed\na,4294967296",
        "prompt,sampler\na,euler",
        "prompt,size\na,big",
        "prompt,style\na,nobody's",
        "prompt,model\na,nobody",
        "prompt\n",
      })
  void aTableThatMakesNoSenseIsASentence(String table) throws IOException {
    Path file = Files.writeString(folder.resolve("p.csv"), table);
    CommandLineRun run = CommandLineRun.of(folder, "generate", "--prompts-file", file.toString());
    assertNotEquals(ExitCodes.OK, run.code());
    List<String> said = run.errLines().stream().filter(l -> !l.startsWith("Seed: ")).toList();
    assertEquals(1, said.size(), run.err());
    assertEquals(List.of(), pictures());
  }

  @Test
  void latentsNeverTakeThePlaceOfAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("l.safetensors"), "precious");
    for (int i = 2; i < 4; i++) {
      CommandLineRun run =
          CommandLineRun.of(folder, "generate", "a", "--save-latents", file.toString());
      assertEquals(ExitCodes.OK, run.code(), run.err());
      Path saved = folder.resolve("l-" + i + ".safetensors");
      assertTrue(run.errLines().contains("The latents are in " + saved + "."), run.err());
      assertTrue(Files.size(saved) > 100);
    }
    assertEquals("precious", Files.readString(file));
    try (Stream<Path> files = Files.list(folder)) {
      assertTrue(files.noneMatch(f -> f.toString().endsWith(".tmp")));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--name pic.png, pic.png",
    "--name pic.JPG, pic.jpg",
    "--name pic.jpeg --quality 80, pic.jpg",
    "--name pic --format JPG, pic.jpg",
    "--name pic.png --format Png, pic.png",
    "--name pic.jpeg --format jpg, pic.jpg",
    "--name v1.5, v1.5.png",
    "--name v1.5.png, v1.5.png"
  })
  void theFormatFollowsTheName(String options, String name) throws IOException {
    CommandLineRun run = CommandLineRun.of(folder, words("generate a " + options));
    assertEquals(ExitCodes.OK, run.code(), run.err());
    Path file = Path.of(run.outLines().getFirst());
    assertEquals(name, String.valueOf(file.getFileName()));
    int first = Files.readAllBytes(file)[0] & 0xff;
    assertEquals(name.endsWith(".jpg") ? 0xff : 0x89, first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"96x64", "96X64", "96×64", "96 x 64", " 96x64 "})
  void sizesAreTakenAsPeopleWriteThem(String size) {
    CommandLineRun run = CommandLineRun.of(folder, "generate", "a", "--size", size);
    assertEquals(ExitCodes.OK, run.code(), run.err());
    assertEquals("96x64", String.valueOf(parameters(run.outLines().getFirst()).size()));
  }

  @Test
  void aPromptsFileThatIsNoneIsASentence() throws IOException {
    Path binary = Files.write(folder.resolve("p"), new byte[] {(byte) 0xff, 0, 1});
    for (Path file : List.of(binary, folder, folder.resolve("none"))) {
      CommandLineRun run = CommandLineRun.of(folder, "generate", "--prompts-file", file.toString());
      assertEquals(ExitCodes.FAILED, run.code());
      assertEquals(1, run.errLines().size(), run.err());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a --stesp 3",
        "a --steps x",
        "a --steps 1.5",
        "a --steps 51",
        "a --seed -1",
        "a --seed 4294967296",
        "a --seed 99999999999999999999",
        "a --seed 4294967295 --count 2",
        "a --count 0",
        "a --count 10001",
        "a --batch 0",
        "a --threads -1",
        "a --threads 1025",
        "a --size 64",
        "a --size 0x64",
        "a --size 64x64x64",
        "a --sampler euler",
        "a --device gpu",
        "a --precision int8",
        "a --binning maybe",
        "a --guidance NaN",
        "a --guidance x",
        "a --seed 1 --seed 2",
        "a --name {nothing}",
        "a --name a/b",
        "a --format gif",
        "a --name pic.png --format jpeg",
        "a --name pic.webp",
        "a --name pic.png --quality 90",
        "a --out never/pic.png",
        "a --save-latents l.pt",
        "a --save-latents l",
        "a --format jpeg --quality 0",
        "a --format jpeg --quality 101",
        "a --quality 90",
        "a --model",
        "-x"
      })
  void badArgumentsAreOneSentenceAndExitTwo(String args) throws IOException {
    CommandLineRun run = CommandLineRun.of(folder, words("generate " + args));
    assertEquals(ExitCodes.USAGE, run.code(), run.err());
    assertEquals("", run.out());
    List<String> said =
        run.errLines().stream()
            .filter(l -> !l.startsWith("Seed: ") && !l.startsWith("Model: "))
            .toList();
    assertEquals(1, said.size(), run.err());
    assertEquals(List.of(), pictures());
  }

  @Test
  void aMisspeltOptionIsSuggested() {
    CommandLineRun run = CommandLineRun.of(folder, "generate", "a", "--stesp", "3");
    assertTrue(run.err().contains("did you mean --steps?"), run.err());
  }

  @Test
  void optionsReachTheRequest() {
    List<FakePipeline> opened = new ArrayList<>();
    ModelOpener opener =
        (model, options) -> {
          assertEquals(8, options.threads());
          assertEquals(folder.resolve("cache"), options.cacheFolder());
          FakePipeline pipeline = new FakePipeline(model);
          opened.add(pipeline);
          return pipeline;
        };
    CommandLineRun run =
        CommandLineRun.of(
            folder,
            opener,
            new byte[0],
            false,
            words(
                "generate a --model nano --steps 20 --sampler dpm++ --guidance 3 --negative blur"
                    + " --size 96X64 --binning off --threads 8 --device CPU --precision fp32"));
    assertEquals(ExitCodes.OK, run.code(), run.err());
    PictureParameters p = parameters(run.outLines().getFirst());
    assertEquals("DPM++ 2M", p.sampler());
    assertEquals(20, p.steps());
    assertEquals(3.0, p.guidance());
    assertEquals("blur", p.negativePrompt());
    assertEquals("96x64", String.valueOf(p.size()));
    assertTrue(opened.getFirst().isClosed());
  }

  @Test
  void picturesAreNamedAndSavedAsAsked() {
    CommandLineRun run =
        CommandLineRun.of(
            folder,
            words("generate a fox --seed 7 --name {prompt}_{seed} --format JPEG --quality 80"));
    assertEquals(ExitCodes.OK, run.code(), run.err());
    List<String> names =
        run.outLines().stream().map(l -> String.valueOf(Path.of(l).getFileName())).toList();
    assertEquals(List.of("a_7.jpg", "fox_8.jpg"), names);
    assertEquals(List.of("a", "fox"), prompts(run));
  }

  @Test
  void notesAreSaidOnce() {
    CommandLineRun run =
        CommandLineRun.of(folder, "generate", "a", "--count", "3", "--negative", "blur");
    assertEquals(1, run.errLines().stream().filter(l -> l.contains("negative prompt")).count());
  }

  @Test
  void failuresAreOneSentenceAndExitOne() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertFails(FakePipeline::open, "a", "--out", file.toString());
    assertFails(FakePipeline::open, "a", "--model", "nobody");
    assertFails(FakePipeline::open, "a", "--save-latents", folder.toString());
    assertFails(
        (m, o) -> {
          throw new ModelFileException(m, "expected this, found that");
        },
        "a");
    assertFails(
        (m, o) -> {
          throw new OutOfMemoryError("Java heap space");
        },
        "a");
    assertFails((m, o) -> new FakePipeline(m, Duration.ZERO, 0), "a");
  }

  private void assertFails(ModelOpener opener, String... args) {
    List<String> all = new ArrayList<>(List.of("generate", "--seed", "1"));
    all.addAll(List.of(args));
    CommandLineRun run =
        CommandLineRun.of(folder, opener, new byte[0], false, all.toArray(String[]::new));
    assertEquals(ExitCodes.FAILED, run.code(), run.err());
    assertEquals("", run.out());
    assertFalse(run.err().contains("\tat "), run.err());
    String last = run.errLines().getLast();
    assertFalse(last.startsWith("picture ") || last.startsWith("Model: "), run.err());
  }

  @Test
  void verboseShowsWhereAnErrorCameFrom() {
    CommandLineRun run =
        CommandLineRun.of(
            folder,
            (m, o) -> new FakePipeline(m, Duration.ZERO, 0),
            new byte[0],
            false,
            words("generate a --verbose"));
    assertTrue(run.err().contains("\tat dev.pixdelta"), run.err());
  }

  @Test
  void cancelledIsExit130() {
    CommandLineRun run =
        CommandLineRun.of(
            folder,
            (m, o) -> {
              throw new CancelledException();
            },
            new byte[0],
            false,
            words("generate a"));
    assertEquals(ExitCodes.CANCELLED, run.code());
    assertEquals("Cancelled; 0 of 1 pictures are saved", run.errLines().getLast());
  }

  @Test
  void aTerminalSeesABarAndPathsOnLinesOfTheirOwn() {
    CommandLineRun run =
        CommandLineRun.of(
            folder, FakePipeline::open, new byte[0], true, words("generate a b --steps 2"));
    assertTrue(run.err().contains("\r[#"), run.err());
    assertTrue(run.err().contains("picture 2 of 2: denoising, step 2 of 2"), run.err());
    assertTrue(run.err().endsWith(" \r"), "the bar is taken away");
    assertEquals(2, run.outLines().size());
  }

  @Test
  void elsewhereThereIsALinePerStage() {
    CommandLineRun run = CommandLineRun.of(folder, "generate", "a", "b", "--batch", "2");
    assertFalse(run.err().contains("\r"), run.err());
    assertEquals(3, run.errLines().stream().filter(l -> l.startsWith("pictures 1-2 of 2")).count());
  }

  private List<Path> pictures() throws IOException {
    if (!Files.exists(folder.resolve("pictures"))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder.resolve("pictures"))) {
      return files.toList();
    }
  }

  private static List<String> prompts(CommandLineRun run) {
    return run.outLines().stream().map(l -> parameters(l).prompt()).toList();
  }

  private static PictureParameters parameters(String path) {
    return Objects.requireNonNull(PictureReader.read(Path.of(path)).found()).parameters();
  }

  private static String[] words(String line) {
    return line.strip().split(" ", -1);
  }
}
