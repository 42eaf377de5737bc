package dev.pixdelta.studio.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.pipeline.ControlType;
import dev.pixdelta.testing.Golden;
import dev.pixdelta.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ControlProblemTest {
  private static final Path TINY = Golden.ROOT.resolve("models");
  private static final Path WEIGHTS = TINY.resolve("tiny-control");

  private final Path folder;
  private final Path picture;
  private final ModelLocator models;

  ControlProblemTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    picture = Files.write(folder.resolve("edges.png"), new byte[] {1});
    models =
        new ModelLocator(
            List.of(
                new ModelLocator.Root(TINY, ModelLocator.Source.DATA),
                new ModelLocator.Root(folder, ModelLocator.Source.DATA)));
  }

  private @Nullable ControlProblem problem(
      String model, Path file, ControlType type, @Nullable Path weights) {
    return ControlProblem.of(
            new ControlSettings(file, type, false, weights, 1, 0, 1, false), models, model)
        .orElse(null);
  }

  @Test
  void weightsThatWereMadeForTheModelSteer() {
    assertNull(problem("tiny-lcm", picture, ControlType.DEPTH, WEIGHTS));
    assertNull(
        ControlProblem.of(
                ControlSettings.drawing(ControlType.SCRIBBLE).withWeights(WEIGHTS),
                models,
                "tiny-lcm")
            .orElse(null),
        "a drawing's file is not there yet");
  }

  @Test
  void aModelsOwnWeightsSteerIt() throws IOException {
    Path own = TinyModel.copy(TINY.resolve("tiny-lcm"), folder.resolve("mine"));
    assertEquals(
        new ControlProblem.NoWeights("mine"), problem("mine", picture, ControlType.DEPTH, null));
    var unused = TinyModel.copy(WEIGHTS, own.resolve("controlnet-depth"));
    assertNull(problem("mine", picture, ControlType.DEPTH, null));
    assertEquals(
        new ControlProblem.NoWeights("mine"), problem("mine", picture, ControlType.EDGES, null));
  }

  @Test
  void filesThatAreGoneAreNamed() {
    Path gone = folder.resolve("gone");
    assertEquals(
        new ControlProblem.PictureMissing(gone),
        problem("tiny-lcm", gone, ControlType.DEPTH, WEIGHTS));
    assertEquals(
        new ControlProblem.WeightsMissing(gone),
        problem("tiny-lcm", picture, ControlType.DEPTH, gone));
  }

  @ParameterizedTest
  @CsvSource({"tiny-512, tiny-control", "tiny-lcm, tiny-lcm/transformer"})
  void weightsOfAnotherModelAndOtherFilesAreTold(String model, String weights) {
    var p =
        assertInstanceOf(
            ControlProblem.WeightsUnfit.class,
            problem(model, picture, ControlType.EDGES, TINY.resolve(weights)));
    assertTrue(p.sentence().toString().contains(weights), p.sentence().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "softedge, SOFTEDGE, true",
    "softedge, SCRIBBLE, true",
    "softedge, MAP, true",
    "softedge, DEPTH, false",
    "depth, DEPTH, true",
    "depth, MAP, true",
    "depth, SCRIBBLE, false",
    "depth;edges, SCRIBBLE, true",
  })
  void depthDoesNotSteerWeightsForLinesNorLinesThoseForDepth(
      String trained, ControlType type, boolean steers) throws IOException {
    Path weights = TinyModel.copy(WEIGHTS, folder.resolve("trained"));
    Set<String> types = Set.of(trained.split(";"));
    Files.writeString(
        weights.resolve("config.json"),
        "{\"map_types\": [\"" + String.join("\", \"", types) + "\"]}");
    ControlProblem expected = steers ? null : new ControlProblem.WrongType(weights, types, type);
    assertEquals(expected, problem("tiny-lcm", picture, type, weights));
  }
}
