package dev.pixdelta.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import dev.pixdelta.hub.ModelFolder;
import dev.pixdelta.testing.Golden;
import dev.pixdelta.testing.KernelCase;
import dev.pixdelta.testing.TestEngine;
import dev.pixdelta.testing.TinyModel;
import dev.pixdelta.torch.PrecisionChoice;
import dev.pixdelta.torch.Torch;
import dev.pixdelta.weights.FloatTensor;
import dev.pixdelta.weights.ModelFileException;
import dev.pixdelta.weights.SafetensorsWriter;
import dev.pixdelta.weights.WeightFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ControlNetTransformerTest {
  private static final Path MODELS = Golden.ROOT.resolve("models");
  private static final String SAFETENSORS = "/diffusion_pytorch_model.safetensors";

  static List<String> goldens() throws IOException {
    try (Stream<Path> files = Files.list(Golden.ROOT.resolve("control-transformer"))) {
      return files.map(p -> "control-transformer/" + p.getFileName()).sorted().toList();
    }
  }

  static Stream<Arguments> exact() throws IOException {
    return KernelCase.each(goldens(), KernelCase.EXACT);
  }

  static Stream<Arguments> half() throws IOException {
    return KernelCase.each(goldens(), KernelCase.HALF);
  }

  private static JsonNode what(String file) {
    return Golden.json("manifest.json").get("files").get(file);
  }

  private static PixArtTransformer base(Torch torch, String model) {
    ModelFolder folder = TinyModel.folder(model);
    return PixArtTransformer.open(
        torch, PixArtConfig.read(folder.config("transformer")), folder.weights("transformer"));
  }

  private static ControlNetTransformer control(Torch torch, PixArtTransformer base, String file) {
    return ControlNetTransformer.open(torch, base, WeightFiles.openFile(MODELS.resolve(file)));
  }

  /** What the base answers to a golden's inputs, with some controls. */
  private static NDArray forward(
      PixArtTransformer base,
      Golden golden,
      List<ControlNetTransformer.Control> controls,
      NDManager scope,
      Consumer<NDArray> afterBlock) {
    NDArray latents = golden.array(scope, "latents");
    Shape shape = latents.getShape();
    NDArray size =
        golden.has("resolution")
            ? golden.array(scope, "resolution").concat(golden.array(scope, "aspect_ratio"), 1)
            : scope.zeros(new Shape(shape.get(0), 3));
    try (var context =
        base.context(
            scope,
            golden.array(scope, "encoder_hidden_states"),
            golden.array(scope, "encoder_attention_mask"),
            (int) shape.get(2),
            (int) shape.get(3),
            size)) {
      return base.forward(
          scope, latents, golden.array(scope, "timestep"), context, controls, () -> {}, afterBlock);
    }
  }

  /** The order in which blocks answer: the base's first, then each copy before what it steers. */
  private static List<String> order(Golden golden) {
    List<String> order = new ArrayList<>();
    for (int i = 0; golden.has("block." + i); i++) {
      if (golden.has("control." + (i - 1))) {
        order.add("control." + (i - 1));
      }
      order.add("block." + i);
    }
    return order;
  }

  @ParameterizedTest
  @MethodSource("exact")
  void everyBlockAnswersAsTheResearchCodeDoes(String file, KernelCase kernel) {
    try (Torch torch = kernel.open();
        Golden golden = Golden.open(file);
        var base = base(torch, what(file).get("base").textValue());
        var net = control(torch, base, what(file).get("control").textValue() + SAFETENSORS)) {
      var control = given(net, golden, torch, what(file).get("strength").doubleValue());
      Iterator<String> names = order(golden).iterator();
      NDArray output =
          forward(
              base,
              golden,
              List.of(control),
              torch.manager(),
              y -> {
                String name = names.next();
                assertEquals(0, golden.difference(name, y), 1e-4, name);
              });
      assertFalse(names.hasNext());
      assertEquals(0, golden.difference("output", output), 1e-4);
    }
  }

  private static ControlNetTransformer.Control given(
      ControlNetTransformer net, Golden golden, Torch torch, double strength) {
    return new ControlNetTransformer.Control(
        net, golden.array(torch.manager(), "control_latents"), strength);
  }

  @ParameterizedTest
  @MethodSource("half")
  void halfTheBitsStayClose(String file, KernelCase kernel) {
    try (Torch torch = kernel.open();
        Golden golden = Golden.open(file);
        var base = base(torch, what(file).get("base").textValue());
        var net = control(torch, base, what(file).get("control").textValue() + SAFETENSORS)) {
      var control = given(net, golden, torch, what(file).get("strength").doubleValue());
      NDArray output = forward(base, golden, List.of(control), torch.manager(), y -> {});
      assertTrue(golden.cosine("output", output.toFloatArray()) >= 0.999);
    }
  }

  @Test
  void theOfficialLayoutGivesTheSameNumbers() {
    String file = "control-transformer/tiny-control-512-0.safetensors";
    try (Torch torch = TestEngine.open(PrecisionChoice.FP32);
        Golden golden = Golden.open(file);
        var base = base(torch, "tiny-512");
        var one = control(torch, base, "tiny-control-512" + SAFETENSORS);
        var other = control(torch, base, "tiny-control-512/official-layout.pth")) {
      NDManager scope = torch.manager();
      NDArray a = forward(base, golden, List.of(given(one, golden, torch, 1)), scope, y -> {});
      NDArray b = forward(base, golden, List.of(given(other, golden, torch, 1)), scope, y -> {});
      assertArrayEquals(a.toFloatArray(), b.toFloatArray());
      assertEquals(0, golden.difference("output", b), 1e-4);
    }
  }

  /** What is added is linear in the strength, so two halves are one whole. */
  @Test
  void twoControlsAddUp() {
    String file = "control-transformer/tiny-control-512-0.safetensors";
    try (Torch torch = TestEngine.open(PrecisionChoice.FP32);
        Golden golden = Golden.open(file);
        var base = base(torch, "tiny-512");
        var net = control(torch, base, "tiny-control-512" + SAFETENSORS)) {
      var quarter = given(net, golden, torch, 0.25);
      var rest = given(net, golden, torch, 0.75);
      NDArray output = forward(base, golden, List.of(quarter, rest), torch.manager(), y -> {});
      assertEquals(0, golden.difference("output", output), 1e-4);
    }
  }

  @Test
  void oneControlPictureSteersAWholeBatch() {
    String file = "control-transformer/tiny-control-0.safetensors";
    try (Torch torch = TestEngine.open(PrecisionChoice.FP32);
        Golden golden = Golden.open(file);
        var base = base(torch, "tiny-lcm");
        var net = control(torch, base, "tiny-control" + SAFETENSORS)) {
      NDManager scope = torch.manager();
      NDArray both = golden.array(scope, "control_latents");
      NDArray first = both.get("0:1");
      var alone = new ControlNetTransformer.Control(net, first, 1);
      var twice = new ControlNetTransformer.Control(net, first.concat(first, 0), 1);
      float[] a = forward(base, golden, List.of(alone), scope, y -> {}).toFloatArray();
      float[] b = forward(base, golden, List.of(twice), scope, y -> {}).toFloatArray();
      assertArrayEquals(b, a, 1e-5f);
    }
  }

  @Test
  void weightsForAnotherBaseAreRefused() throws IOException {
    Map<String, String> refusals =
        Map.of(
            "tiny-control-512/official-layout.pth",
            "they are 48 wide, the model is 96",
            "tiny-lcm/transformer" + SAFETENSORS,
            "expected the weights of a ControlNet");
    try (Torch torch = TestEngine.open(PrecisionChoice.FP32);
        var base = base(torch, "tiny-plain")) {
      refusals.forEach(
          (file, word) -> {
            String message =
                assertThrows(ModelFileException.class, () -> control(torch, base, file))
                    .getMessage();
            assertTrue(message.contains(word), message);
          });
    }
  }

  @Test
  void weightsForAnotherPatchSizeAreRefused(@TempDir Path folder) {
    try (Torch torch = TestEngine.open(PrecisionChoice.FP32);
        var base = base(torch, "tiny-512")) {
      int d = base.config().hiddenSize();
      Path file = folder.resolve("patch.safetensors");
      SafetensorsWriter.write(
          file,
          Map.of(
              "controlnet.0.copied_block.scale_shift_table",
              FloatTensor.of(new float[6 * d], 6, d),
              "base_model.x_embedder.proj.weight",
              FloatTensor.of(new float[d * 4], d, 4, 1, 1)));
      assertTrue(refusal(torch, base, file).contains("their patches are 1 wide, its are 2"));
    }
  }

  /** A table of another width, and as many blocks as the base has. */
  @Test
  void weightsOfAnotherWidthOrDepthAreRefused(@TempDir Path folder) {
    try (Torch torch = TestEngine.open(PrecisionChoice.FP32);
        var base = base(torch, "tiny-512")) {
      PixArtConfig config = base.config();
      String table = "controlnet_blocks.%d.transformer_block.scale_shift_table";
      Path wide = folder.resolve("wide.safetensors");
      write(wide, List.of(table.formatted(0)), config.hiddenSize() + 4);
      assertTrue(refusal(torch, base, wide).contains("wide, the model is " + config.hiddenSize()));
      Path deep = folder.resolve("deep.safetensors");
      write(
          deep,
          IntStream.range(0, config.layers()).mapToObj(table::formatted).toList(),
          config.hiddenSize());
      assertTrue(refusal(torch, base, deep).contains("at most " + (config.layers() - 1)));
    }
  }

  private static String refusal(Torch torch, PixArtTransformer base, Path file) {
    return assertThrows(
            ModelFileException.class,
            () -> ControlNetTransformer.open(torch, base, WeightFiles.openFile(file)))
        .getMessage();
  }

  private static void write(Path file, List<String> names, int width) {
    Map<String, FloatTensor> tensors = new LinkedHashMap<>();
    names.forEach(
        n -> tensors.put(n, new FloatTensor(List.of(6L, (long) width), new float[6 * width])));
    SafetensorsWriter.write(file, tensors);
  }
}
