package dev.pixdelta.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.pixdelta.hub.ModelFolder;
import dev.pixdelta.testing.Golden;
import dev.pixdelta.testing.KernelCase;
import dev.pixdelta.testing.TestEngine;
import dev.pixdelta.testing.TinyModel;
import dev.pixdelta.torch.PrecisionChoice;
import dev.pixdelta.torch.Torch;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class AutoencoderKlTest {
  static List<String> goldens() {
    return TinyModel.goldens("vae");
  }

  static Stream<Arguments> exact() {
    return KernelCase.each(goldens(), KernelCase.EXACT);
  }

  static Stream<Arguments> half() {
    return KernelCase.each(goldens(), KernelCase.HALF);
  }

  private static AutoencoderKl open(Torch torch, String file) {
    ModelFolder folder = TinyModel.folder(TinyModel.modelOf(file));
    return AutoencoderKl.open(torch, VaeConfig.read(folder.config("vae")), folder.weights("vae"));
  }

  @ParameterizedTest
  @MethodSource("exact")
  void decodesAsDiffusersDoes(String file, KernelCase kernel) {
    try (Torch torch = kernel.open();
        Golden golden = Golden.open(file);
        AutoencoderKl vae = open(torch, file)) {
      NDArray latents = golden.array(torch.manager(), "latents");
      NDArray decoded = vae.decode(torch.manager(), latents, () -> {});
      assertEquals(0, golden.difference("decoded", decoded), 1e-4);
    }
  }

  @ParameterizedTest
  @MethodSource("exact")
  void encodesAsDiffusersDoes(String file, KernelCase kernel) {
    try (Torch torch = kernel.open();
        Golden golden = Golden.open(file);
        AutoencoderKl vae = open(torch, file)) {
      NDManager scope = torch.manager();
      NDArray moments = vae.encode(scope, golden.array(scope, "image"), () -> {}); // [1, 8, h, w]
      assertEquals(0, golden.difference("mean", moments.get(":, :4")), 1e-4);
      assertEquals(0, golden.difference("logvar", moments.get(":, 4:").clip(-30, 20)), 1e-4);
    }
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void bandsOfRowsGiveTheWholePicture(String file) {
    ModelFolder folder = TinyModel.folder(TinyModel.modelOf(file));
    int fewRows = 1;
    try (Torch torch = TestEngine.open(PrecisionChoice.FP32);
        Golden golden = Golden.open(file);
        AutoencoderKl vae =
            AutoencoderKl.open(
                torch, VaeConfig.read(folder.config("vae")), folder.weights("vae"), fewRows)) {
      NDManager scope = torch.manager();
      NDArray decoded = vae.decode(scope, golden.array(scope, "latents"), () -> {});
      assertEquals(0, golden.difference("decoded", decoded), 1e-4);
      NDArray moments = vae.encode(scope, golden.array(scope, "image"), () -> {});
      assertEquals(0, golden.difference("mean", moments.get(":, :4")), 1e-4);
    }
  }

  @ParameterizedTest
  @MethodSource("half")
  void halfTheBitsStayClose(String file, KernelCase kernel) {
    try (Torch torch = kernel.open();
        Golden golden = Golden.open(file);
        AutoencoderKl vae = open(torch, file)) {
      NDManager scope = torch.manager();
      NDArray decoded = vae.decode(scope, golden.array(scope, "latents"), () -> {});
      assertTrue(golden.cosine("decoded", decoded.toFloatArray()) >= 0.9998);
      NDArray moments = vae.encode(scope, golden.array(scope, "image"), () -> {});
      assertTrue(golden.cosine("mean", moments.get(":, :4").toFloatArray()) >= 0.999);
    }
  }
}
