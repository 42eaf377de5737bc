package dev.pixdelta.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.pixdelta.hub.ModelFolder;
import dev.pixdelta.testing.Golden;
import dev.pixdelta.testing.KernelCase;
import dev.pixdelta.testing.TinyModel;
import dev.pixdelta.torch.Torch;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class PixArtTransformerTest {
  static List<String> goldens() {
    return TinyModel.goldens("transformer");
  }

  static Stream<Arguments> exact() {
    return KernelCase.each(goldens(), KernelCase.EXACT);
  }

  static Stream<Arguments> half() {
    return KernelCase.each(goldens(), KernelCase.HALF);
  }

  private static NDArray forward(Torch torch, Golden golden, String model) {
    ModelFolder folder = TinyModel.folder(model);
    NDManager scope = torch.manager();
    try (var net =
        PixArtTransformer.open(
            torch,
            PixArtConfig.read(folder.config("transformer")),
            folder.weights("transformer"))) {
      NDArray latents = golden.array(scope, "latents");
      Shape shape = latents.getShape();
      NDArray size =
          golden.has("resolution")
              ? golden.array(scope, "resolution").concat(golden.array(scope, "aspect_ratio"), 1)
              : scope.zeros(new Shape(shape.get(0), 3));
      try (var context =
          net.context(
              scope,
              golden.array(scope, "encoder_hidden_states"),
              golden.array(scope, "encoder_attention_mask"),
              (int) shape.get(2),
              (int) shape.get(3),
              size)) {
        return net.forward(
            scope, latents, golden.array(scope, "timestep"), context, List.of(), () -> {});
      }
    }
  }

  @ParameterizedTest
  @MethodSource("exact")
  void predictsAsDiffusersDoes(String file, KernelCase kernel) {
    try (Torch torch = kernel.open();
        Golden golden = Golden.open(file)) {
      NDArray output = forward(torch, golden, TinyModel.modelOf(file));
      assertEquals(0, golden.difference("output", output), 1e-4);
    }
  }

  @ParameterizedTest
  @MethodSource("half")
  void halfTheBitsStayClose(String file, KernelCase kernel) {
    try (Torch torch = kernel.open();
        Golden golden = Golden.open(file)) {
      NDArray output = forward(torch, golden, TinyModel.modelOf(file));
      assertTrue(golden.cosine("output", output.toFloatArray()) >= 0.999);
    }
  }

  @Test
  void positionsAreThoseOfDiffusers() {
    for (String file : goldens()) {
      try (Golden golden = Golden.open(file)) {
        if (!golden.has("positions")) {
          continue;
        }
        PixArtConfig config =
            PixArtConfig.read(TinyModel.folder(TinyModel.modelOf(file)).config("transformer"));
        long[] latents = golden.shape("latents");
        float[] positions =
            PositionEmbedding.of(
                config, (int) latents[2] / config.patch(), (int) latents[3] / config.patch());
        // The golden is a difference of fp32 sums around a large bias.
        assertEquals(0, golden.difference("positions", positions), 2e-5);
      }
    }
  }
}
