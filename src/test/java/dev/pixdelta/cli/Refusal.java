package dev.pixdelta.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.hub.Folders;
import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.pipeline.PipelineOptions;
import dev.pixdelta.studio.ModelOpener;
import dev.pixdelta.testing.Golden;
import dev.pixdelta.testing.ModelDamage;
import dev.pixdelta.testing.TestEngine;
import dev.pixdelta.testing.TinyModel;
import dev.pixdelta.torch.DeviceChoice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A damaged model and what the command line must say of it.
 *
 * @param name of the damage
 * @param model that is copied and damaged
 * @param damage done to the copy
 * @param words that the sentence must hold: file, tensor or key, expected, found
 */
record Refusal(String name, String model, ModelDamage damage, List<String> words) {
  private static final Path NANO = Path.of("models", "nano");

  /** What a run of the command line left behind. */
  record Run(int exit, String out, String err, double seconds) {
    /** The last line of standard error, which only progress may precede. */
    String sentence() {
      List<String> lines = new ArrayList<>(err.lines().toList());
      lines.removeIf(line -> line.startsWith("picture 1 of 1: "));
      assertEquals(1, lines.size(), err);
      return lines.getFirst();
    }
  }

  static Refusal of(String name, String model, ModelDamage damage, String... words) {
    return new Refusal(name, model, damage, List.of(words));
  }

  static Path source(String model) {
    return model.equals("nano") ? NANO : Golden.ROOT.resolve("models").resolve(model);
  }

  /** The arguments that draw one small picture with a model. */
  static String[] arguments(Path model, Path out) {
    return new String[] {
      "generate",
      "a penguin",
      "--model",
      model.toString(),
      "--out",
      out.toString(),
      "--seed",
      "1",
      "--steps",
      "2",
      "--size",
      "64x64",
      "--binning",
      "off"
    };
  }

  /** Damages a copy, draws with it, and checks how that is refused. */
  void check(Path folder) throws IOException {
    Path copy = TinyModel.copy(source(model), folder.resolve("model"));
    damage.apply(copy);
    Path out = Files.createDirectory(folder.resolve("out"));
    check(run(folder, arguments(copy, out)));
    assertEquals(List.of(), files(out), "files left");
  }

  void check(Run run) {
    assertEquals(1, run.exit(), run.err());
    String sentence = run.sentence();
    for (String word : words) {
      assertTrue(sentence.contains(word), () -> "no '" + word + "' in: " + sentence);
    }
    for (String never : List.of("Exception", "Error:", "Unexpected", "TorchScript", "\tat ")) {
      assertFalse(sentence.contains(never), sentence);
    }
    assertTrue(sentence.length() < 700, sentence);
    assertEquals("", run.out());
    assertTrue(run.seconds() < 20, run.seconds() + " s");
  }

  /** Runs the command line in this process. */
  static Run run(Path home, String... arguments) {
    ModelOpener onCpu =
        (model, o) ->
            ModelOpener.PIXART.open(
                model,
                new PipelineOptions(
                    DeviceChoice.CPU, o.precision(), o.threads(), TestEngine.CACHE));
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    long start = System.nanoTime();
    int exit =
        Main.run(
            new CommandContext(
                onCpu,
                new ModelLocator(List.of()),
                new Folders(home.resolve("data"), home.resolve("cache"), home.resolve("pictures")),
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false),
            arguments);
    return new Run(
        exit,
        out.toString(StandardCharsets.UTF_8),
        err.toString(StandardCharsets.UTF_8),
        (System.nanoTime() - start) / 1e9);
  }

  /** Names of what is in a folder, hidden files too. */
  static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(p -> p.getFileName().toString()).toList();
    }
  }

  @Override
  public String toString() {
    return model + ": " + name;
  }
}
