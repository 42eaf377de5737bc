package dev.pixdelta.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pixdelta.studio.picture.PictureBytes;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MainTest {
  private final Path folder;

  MainTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void withoutArgumentsThereIsHelp() {
    CommandLineRun run = CommandLineRun.of(folder);
    assertEquals(ExitCodes.OK, run.code());
    assertTrue(run.out().startsWith("Usage: pixdelta"), run.out());
    assertTrue(run.out().contains("generate"), run.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "generate", "info", "models", "bench", "cache"})
  void helpAndVersionAreEverywhere(String command) {
    for (String option : List.of("--help", "--version")) {
      CommandLineRun run =
          command.isEmpty()
              ? CommandLineRun.of(folder, option)
              : CommandLineRun.of(folder, command, option);
      assertEquals(ExitCodes.OK, run.code());
      assertEquals("", run.err());
      assertFalse(run.out().contains("${"), run.out());
      assertTrue(run.out().startsWith(option.equals("--help") ? "Usage:" : "pixdelta "), run.out());
    }
  }

  @Test
  void anUnknownCommandIsAUsageError() {
    CommandLineRun run = CommandLineRun.of(folder, "genrate");
    assertEquals(ExitCodes.USAGE, run.code());
    assertTrue(run.err().contains("generate"), run.err());
  }

  @Test
  void infoShowsHowAPictureWasMade() throws IOException {
    CommandLineRun drawn =
        CommandLineRun.of(folder, "generate", "fox \"🦊\"\nin snow", "--seed", "3");
    String path = drawn.outLines().getFirst();
    CommandLineRun text = CommandLineRun.of(folder, "info", path);
    assertEquals(ExitCodes.OK, text.code(), text.err());
    assertTrue(text.out().contains("prompt: fox \"🦊\"\nin snow\n"), text.out());
    CommandLineRun run = CommandLineRun.of(folder, "info", path, "--json");
    JsonNode json = new JsonMapper().readTree(run.out());
    assertEquals("fox \"🦊\"\nin snow", json.get("prompt").textValue());
    assertEquals(3, json.get("seed").intValue());
    assertEquals("pixdelta", json.get("source").textValue());
    assertEquals(64, json.get("width").intValue());
  }

  @Test
  void aPictureCannotSteerTheTerminal() {
    CommandLineRun drawn = CommandLineRun.of(folder, "generate", "a\u001b[2Jb\u0085");
    CommandLineRun run = CommandLineRun.of(folder, "info", drawn.outLines().getFirst());
    assertTrue(run.out().contains("prompt: a\ufffd[2Jb\ufffd\n"), run.out());
  }

  @Test
  void infoOfAnotherProgramsPictureGivesItsSize() throws IOException {
    Path file = folder.resolve("other.png");
    assertTrue(
        ImageIO.write(new BufferedImage(7, 5, BufferedImage.TYPE_INT_RGB), "png", file.toFile()));
    CommandLineRun run = CommandLineRun.of(folder, "info", file.toString(), "--json");
    assertEquals(ExitCodes.OK, run.code(), run.err());
    JsonNode json = new JsonMapper().readTree(run.out());
    assertEquals(7, json.get("width").intValue());
    for (String key : List.of("source", "prompt", "negative", "steps", "seed", "size", "lost")) {
      assertTrue(json.get(key).isNull(), key);
    }
  }

  @Test
  void infoOfMetadataThatIsNotUnderstoodHasTheSameKeys() throws IOException {
    Path drawn = Path.of(CommandLineRun.of(folder, "generate", "a fox").outLines().getFirst());
    JsonNode ours =
        new JsonMapper().readTree(CommandLineRun.of(folder, "info", "" + drawn, "--json").out());
    Path file =
        Files.write(folder.resolve("comfy.png"), PictureBytes.png("workflow", "{\"nodes\": []}"));
    CommandLineRun run = CommandLineRun.of(folder, "info", file.toString(), "--json");
    assertEquals(ExitCodes.OK, run.code(), run.err());
    JsonNode json = new JsonMapper().readTree(run.out());
    assertEquals(
        ours.propertyStream().map(Map.Entry::getKey).toList(),
        json.propertyStream().map(Map.Entry::getKey).toList());
    assertEquals("comfyui", json.get("source").textValue());
    assertEquals("ComfyUI workflow", json.get("lost").textValue());
    assertTrue(json.get("prompt").isNull() && json.get("seed").isNull());
    CommandLineRun words = CommandLineRun.of(folder, "info", file.toString());
    assertEquals(ExitCodes.OK, words.code());
    assertTrue(words.out().contains("lost: ComfyUI workflow\n"), words.out());
    assertTrue(words.err().contains("cannot be read"), words.err());
  }

  @Test
  void infoTellsWhatCannotBeRestored() throws IOException {
    CommandLineRun drawn =
        CommandLineRun.of(folder, "generate", "a <lora:ink:1>", "--format", "jpeg");
    Path file = Path.of(drawn.outLines().getFirst());
    String text = Files.readString(file, ISO_8859_1);
    // Without the object that loses nothing, as after another program saved it.
    Files.writeString(file, text.replace("pixdelta\0", "pixdelta?"), ISO_8859_1);
    CommandLineRun run = CommandLineRun.of(folder, "info", file.toString(), "--json");
    assertEquals(ExitCodes.OK, run.code(), run.err());
    JsonNode json = new JsonMapper().readTree(run.out());
    assertEquals("a <lora:ink:1>", json.get("prompt").textValue());
    assertEquals("parameters", json.get("source").textValue());
    assertEquals("LoRA: ink", json.get("lost").textValue());
  }

  @Test
  void infoOfSomethingElseIsASentence() throws IOException {
    Path text = Files.writeString(folder.resolve("a.png"), "no picture");
    for (Path file : List.of(text, folder, folder.resolve("none.png"))) {
      CommandLineRun run = CommandLineRun.of(folder, "info", file.toString());
      assertEquals(ExitCodes.FAILED, run.code());
      assertEquals(1, run.errLines().size(), run.err());
      assertTrue(run.err().startsWith(file.toString()), run.err());
    }
    assertEquals(ExitCodes.USAGE, CommandLineRun.of(folder, "info").code());
  }

  @Test
  void modelsAreListed() {
    CommandLineRun run = CommandLineRun.of(folder, "models");
    assertEquals(ExitCodes.OK, run.code());
    assertTrue(
        run.outLines().stream().anyMatch(l -> l.startsWith("nano\t/")), run.out() + run.err());
  }

  @Test
  void theCacheIsShownAndEmptied() throws IOException {
    assertTrue(CommandLineRun.of(folder, "cache").out().contains("0 files, 0 bytes"));
    Path embeddings = Files.createDirectories(folder.resolve("cache/embeddings"));
    Files.writeString(embeddings.resolve("a"), "12345");
    Files.writeString(embeddings.resolve("b"), "67");
    assertTrue(CommandLineRun.of(folder, "cache").out().contains("2 files, 7 bytes"));
    assertTrue(Files.exists(embeddings.resolve("a")));
    assertEquals(ExitCodes.OK, CommandLineRun.of(folder, "cache", "--clear").code());
    assertTrue(CommandLineRun.of(folder, "cache").out().contains("0 files, 0 bytes"));
  }

  @Test
  void benchSpeaksLikeThePythonOne() throws IOException {
    CommandLineRun run =
        CommandLineRun.of(folder, "bench", "--model", "nano", "--repeat", "2", "--json");
    assertEquals(ExitCodes.OK, run.code(), run.err());
    JsonNode json = new JsonMapper().readTree(run.out());
    List<String> keys = new ArrayList<>();
    json.fieldNames().forEachRemaining(keys::add);
    assertEquals(
        List.of(
            "engine",
            "model",
            "prompt",
            "size",
            "steps",
            "guidance",
            "dtype",
            "device",
            "threads",
            "load_s",
            "start_to_first_picture_s",
            "cold",
            "warm",
            "warm_total_all_s",
            "peak_rss_first_mb",
            "peak_rss_mb"),
        keys);
    assertEquals(0.0625, json.get("warm").get("step_s").doubleValue());
    assertEquals(4, json.get("cold").get("steps").intValue());
    assertEquals(2, json.get("warm_total_all_s").size());
    CommandLineRun text = CommandLineRun.of(folder, "bench", "--repeat", "0");
    assertEquals(ExitCodes.OK, text.code(), text.err());
    assertTrue(text.out().contains("start to first picture"), text.out());
  }

  @Test
  void argumentsLostInAPosixLocaleAreReadAgain() {
    byte[] commandLine = "java\0-cp\0x\0Main\0generate\0\0🦊 é\0".getBytes(UTF_8);
    assertArrayEquals(
        new String[] {"generate", "", "🦊 é"},
        Arguments.repaired(new String[] {"generate", "", "\uFFFD"}, commandLine));
    String[] more = {"a", "b", "c", "d", "e", "f", "g", "\uFFFD"};
    assertArrayEquals(more, Arguments.repaired(more, commandLine));
  }
}
