package dev.pixdelta.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pixdelta.pipeline.ControlInput;
import dev.pixdelta.pipeline.ControlType;
import dev.pixdelta.pipeline.Picture;
import dev.pixdelta.pipeline.PipelineOptions;
import dev.pixdelta.pipeline.PipelineRequest;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.ModelOpener;
import dev.pixdelta.studio.picture.ControlParameters;
import dev.pixdelta.studio.picture.PictureContents;
import dev.pixdelta.studio.picture.PictureFiles;
import dev.pixdelta.studio.picture.PictureReader;
import dev.pixdelta.testing.FakePipeline;
import dev.pixdelta.testing.Golden;
import dev.pixdelta.testing.TestEngine;
import dev.pixdelta.weights.FloatDecoder;
import dev.pixdelta.weights.WeightFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code control}, and {@code generate} with a control. */
final class ControlCommandTest {
  private static final Path MODELS = Golden.ROOT.resolve("models");
  private static final String WEIGHTS = MODELS.resolve("tiny-control").toString();

  private final Path folder;
  private final List<FakePipeline> opened = new ArrayList<>();

  ControlCommandTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** A white square on black, three times as wide as high. */
  private String picture() {
    byte[] rgb = new byte[3 * 96 * 32];
    for (int y = 8; y < 24; y++) {
      Arrays.fill(rgb, 3 * (y * 96 + 40), 3 * (y * 96 + 56), (byte) 255);
    }
    Path file = folder.resolve("square.png");
    if (!Files.exists(file)) {
      PictureFiles.saveAs(new Picture(new Size(96, 32), rgb), file);
    }
    return file.toString();
  }

  private CommandLineRun run(String... args) {
    ModelOpener opener =
        (model, options) -> {
          FakePipeline pipeline = new FakePipeline(model);
          opened.add(pipeline);
          return pipeline;
        };
    return CommandLineRun.of(folder, opener, new byte[0], false, args);
  }

  private PipelineRequest drawn() {
    return opened.getFirst().drawn().getFirst().request();
  }

  @Test
  void controlSavesAMapAndPrintsItsPath() throws IOException {
    String out = folder.resolve("map.png").toString();
    CommandLineRun run = run("control", picture(), "--type", "edges", "--out", out);
    assertEquals(ExitCodes.OK, run.code(), run.err());
    assertEquals(List.of(out), run.outLines());
    assertEquals(new Size(96, 32), PictureReader.read(Path.of(out)).size());
    CommandLineRun again = run("control", picture(), "--type", "edges", "--out", out);
    assertEquals(ExitCodes.FAILED, again.code());
    assertTrue(again.err().contains("a file of that name is in the way"), again.err());
  }

  @ParameterizedTest
  @CsvSource({"map.jpg, 255, 216", "map.JPEG, 255, 216", "map.PNG, 137, 80"})
  void theFormatOfAMapFollowsItsName(String name, int first, int second) throws IOException {
    Path out = folder.resolve(name);
    CommandLineRun run = run("control", picture(), "--type", "EDGES", "--out", out.toString());
    assertEquals(ExitCodes.OK, run.code(), run.err());
    byte[] bytes = Files.readAllBytes(out);
    assertEquals(first, bytes[0] & 0xff);
    assertEquals(second, bytes[1] & 0xff);
    assertEquals(new Size(96, 32), PictureReader.read(out).size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"map", "map.webp", "map.png.tmp", "map."})
  void aMapOfAnotherFormatIsRefused(String name) {
    String out = folder.resolve(name).toString();
    CommandLineRun run = run("control", picture(), "--type", "edges", "--out", out);
    assertEquals(ExitCodes.USAGE, run.code(), run.err());
    assertEquals(List.of("--out '" + out + "' must end in .png, .jpg or .jpeg"), run.errLines());
    assertFalse(Files.exists(Path.of(out)));
  }

  @Test
  void whatIsWrongWithAPictureIsToldInWords() throws IOException {
    Path cut = folder.resolve("cut.jpg");
    Path whole = Path.of("src/test/resources/dev/pixdelta/studio/image/turned.jpg");
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(whole), 1000));
    Path empty = Files.write(folder.resolve("empty.png"), new byte[0]);
    Path text = Files.writeString(folder.resolve("text.png"), "no picture");
    Path none = folder.resolve("none.png");
    Map<Path, String> problems =
        Map.of(
            cut, "it ends before its picture does",
            empty, "it is empty",
            text, "it is not a picture that can be read (PNG, JPEG, WebP, TIFF, GIF or BMP)",
            none, "there is no such file or folder",
            folder, "it is a folder");
    problems.forEach(
        (file, problem) -> {
          CommandLineRun run =
              run(
                  "control",
                  file.toString(),
                  "--type",
                  "edges",
                  "--out",
                  folder.resolve("m.png").toString());
          assertEquals(ExitCodes.FAILED, run.code(), run.err());
          assertEquals(List.of(file + ": cannot be read: " + problem), run.errLines());
        });
  }

  @Test
  void softEdgesAreThoseOfTheNetworkOnceItsWeightsAreThere() throws IOException {
    String without = folder.resolve("without.png").toString();
    CommandLineRun classical =
        run("control", picture(), "--type", "softedge", "--out", without, "--size", "70x45");
    assertEquals(ExitCodes.OK, classical.code(), classical.err());
    Path annotators = folder.resolve("data/models/annotators");
    assertTrue(classical.err().contains("ControlNetHED.pth into " + annotators), classical.err());
    Files.createDirectories(annotators);
    Path weights = annotators.resolve("ControlNetHED.pth");
    Files.copy(Golden.ROOT.resolve("hed/ControlNetHED.pth"), weights);
    Files.createDirectories(folder.resolve("cache"));
    TestEngine.link(folder.resolve("cache"));
    String with = folder.resolve("with.png").toString();
    CommandLineRun network =
        run("control", picture(), "--type", "softedge", "--out", with, "--size", "70x45");
    assertEquals(ExitCodes.OK, network.code(), network.err());
    assertEquals(
        List.of("Soft edges by the HED network of ControlNetHED.pth."), network.errLines());
    assertFalse(
        Arrays.equals(Files.readAllBytes(Path.of(without)), Files.readAllBytes(Path.of(with))));
    Files.write(weights, Arrays.copyOf(Files.readAllBytes(weights), 20_000));
    String none = folder.resolve("none.png").toString();
    CommandLineRun damaged = run("control", picture(), "--type", "softedge", "--out", none);
    assertEquals(ExitCodes.FAILED, damaged.code());
    assertEquals(1, damaged.errLines().size(), damaged.err());
    assertTrue(damaged.err().startsWith(weights + ": "), damaged.err());
    assertFalse(Files.exists(Path.of(none)));
  }

  @Test
  void controlTellsThatASketchWasInverted() {
    String paper = folder.resolve("paper.png").toString();
    CommandLineRun turned =
        run("control", picture(), "--type", "depth", "--invert", "--size", "64x64", "--out", paper);
    assertEquals(ExitCodes.OK, turned.code(), turned.err());
    assertEquals("", turned.err());
    String out = folder.resolve("scribble.png").toString();
    CommandLineRun run = run("control", paper, "--type", "scribble", "--out", out);
    assertTrue(run.err().contains("was inverted"), run.err());
  }

  @ParameterizedTest
  @CsvSource({
    "map, --invert, 2, used as is",
    "edges, --size=9000x9, 2, too large",
    "edges, --size=9, 2, width and height",
    "sketch, --invert, 2, sketch",
  })
  void whatMakesNoSenseIsASentence(String type, String option, int code, String word) {
    CommandLineRun run =
        run(
            "control",
            picture(),
            "--type",
            type,
            "--out",
            folder.resolve("o.png").toString(),
            option);
    assertEquals(code, run.code(), run.err());
    assertTrue(run.err().contains(word), run.err());
    assertEquals(1, run.errLines().size());
    assertFalse(Files.exists(folder.resolve("o.png")));
  }

  @Test
  void twoControlsReachThePipelineWithMapsOfTheSizeDrawn() throws IOException {
    CommandLineRun run =
        run(
            "generate",
            "a",
            "--size",
            "80x48",
            "--control",
            picture(),
            "--control-type",
            "edges",
            "--control-model",
            WEIGHTS,
            "--control-strength",
            "0.8",
            "--control",
            picture(),
            "--control-type",
            "DEPTH",
            "--control-start",
            "0.25",
            "--control-end",
            "0.5",
            "--control-model",
            WEIGHTS,
            "--control-invert");
    assertEquals(ExitCodes.OK, run.code(), run.err());
    List<ControlInput> controls = drawn().controls();
    assertEquals(2, controls.size());
    ControlInput first = controls.getFirst();
    assertEquals(ControlType.EDGES, first.type());
    assertEquals(new Size(80, 48), first.map().size());
    assertEquals(List.of(0.8, 0.0, 1.0), List.of(first.strength(), first.start(), first.end()));
    ControlInput second = controls.getLast();
    assertEquals(ControlType.DEPTH, second.type());
    assertEquals(List.of(1.0, 0.25, 0.5), List.of(second.strength(), second.start(), second.end()));
    assertEquals((byte) 255, second.map().rgb()[0]);

    String saved = run.outLines().getFirst();
    PictureContents picture = PictureReader.read(Path.of(saved));
    String text = Objects.requireNonNull(picture.text());
    assertTrue(
        text.contains("ControlNet 0: \"Module: none, Model: tiny-control, Weight: 0.8"), text);
    assertTrue(text.contains("ControlNet 1: \"Module: none"), text);
    List<ControlParameters> kept = Objects.requireNonNull(picture.found()).parameters().controls();
    assertEquals(2, kept.size());
    assertEquals("depth", kept.getLast().type());
    assertEquals(0.25, kept.getLast().start());
    assertEquals(64, kept.getFirst().map().length());
    assertTrue(
        run("info", saved)
            .out()
            .contains("control: edges by tiny-control, strength 0.8, from 0.0"));
  }

  /** The fake model is 64 pixels wide; of its sizes the one three times as wide is 112x32. */
  @Test
  void withoutASizeTheShapeOfTheControlPictureDecides() {
    CommandLineRun run =
        run(
            "generate",
            "a",
            "--control",
            picture(),
            "--control-type",
            "map",
            "--control-model",
            WEIGHTS);
    assertEquals(ExitCodes.OK, run.code(), run.err());
    Size size = Objects.requireNonNull(drawn().size());
    assertEquals(new Size(112, 32), size);
    assertEquals(size, drawn().controls().getFirst().map().size());
  }

  @Test
  void whatCannotSteerIsASentence() {
    CommandLineRun none = run("generate", "a", "--control", picture(), "--control-type", "map");
    assertEquals(ExitCodes.FAILED, none.code());
    assertTrue(none.err().contains("has no control weights of its own"), none.err());
    assertTrue(none.err().contains("--control-model"), none.err());
    CommandLineRun gone =
        run(
            "generate",
            "a",
            "--control",
            picture(),
            "--control-type",
            "map",
            "--control-model",
            folder.resolve("gone").toString());
    assertTrue(gone.err().contains("there are no control weights"), gone.err());
    CommandLineRun much =
        run(
            "generate",
            "a",
            "--control",
            picture(),
            "--control-type",
            "map",
            "--control-strength",
            "11");
    assertEquals(ExitCodes.USAGE, much.code());
    assertTrue(much.err().contains("0 to 10, not 11"), much.err());
    CommandLineRun half = run("generate", "a", "--control", picture());
    assertEquals(ExitCodes.USAGE, half.code());
    assertTrue(half.err().contains("--control-type"), half.err());
    CommandLineRun three =
        run(
            "generate",
            "a",
            "--control",
            "x",
            "--control-type",
            "map",
            "--control",
            "x",
            "--control-type",
            "map",
            "--control",
            "x",
            "--control-type",
            "map");
    assertEquals(ExitCodes.USAGE, three.code(), three.err());
    assertEquals(1, three.errLines().size(), three.err());
  }

  @Test
  void aGoldenRunIsTheSameThroughTheCommandLine() {
    String file = "control-pipeline/lcm-4.safetensors";
    JsonNode what = Golden.json("manifest.json").get("files").get(file);
    try (Golden golden = Golden.open(file)) {
      Size size = new Size(what.get("width").intValue(), what.get("height").intValue());
      Path map = folder.resolve("map.png");
      PictureFiles.saveAs(new Picture(size, golden.bytes("control_image")), map);
      Path latents = folder.resolve("latents.safetensors");
      CommandLineRun run =
          CommandLineRun.of(
              folder,
              (model, options) ->
                  ModelOpener.PIXART.open(
                      model,
                      new PipelineOptions(
                          options.device(),
                          options.precision(),
                          options.threads(),
                          TestEngine.CACHE)),
              new byte[0],
              false,
              "generate",
              what.get("prompt").textValue(),
              "--model=" + MODELS.resolve("tiny-lcm"),
              "--precision=fp32",
              "--binning=off",
              "--steps=4",
              "--seed=" + what.get("seeds").get(0),
              "--size=" + size,
              "--control=" + map,
              "--control-type=map",
              "--control-model=" + WEIGHTS,
              "--save-latents=" + latents);
      assertEquals(ExitCodes.OK, run.code(), run.err());
      try (WeightFiles saved = WeightFiles.openFile(latents)) {
        float[] values = FloatDecoder.decode(saved, saved.entry("latents"));
        assertEquals(0, golden.difference("latents", values), 1e-3);
      }
    }
  }
}
