package dev.pixdelta.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class T5EncoderTest {
  private static T5Encoder open(Torch torch, String model) {
    ModelFolder folder = TinyModel.folder(model);
    return T5Encoder.open(
        torch, T5Config.read(folder.config("text_encoder")), folder.weights("text_encoder"));
  }

  private static NDArray encode(T5Encoder t5, Golden golden, NDManager scope) {
    return t5.encode(
        scope, golden.array(scope, "input_ids"), golden.array(scope, "attention_mask"), () -> {});
  }

  static Stream<Arguments> exact() {
    return KernelCase.each(TinyModel.ALL, KernelCase.EXACT);
  }

  static Stream<Arguments> half() {
    return KernelCase.each(TinyModel.ALL, KernelCase.HALF);
  }

  @ParameterizedTest
  @MethodSource("exact")
  void encodesAsTransformersDoes(String model, KernelCase kernel) {
    try (Torch torch = kernel.open();
        Golden golden = Golden.open("text_encoder/" + model + ".safetensors");
        T5Encoder t5 = open(torch, model)) {
      assertEquals(0, golden.difference("output", encode(t5, golden, torch.manager())), 1e-4);
    }
  }

  @ParameterizedTest
  @MethodSource("half")
  void halfTheBitsStayClose(String model, KernelCase kernel) {
    try (Torch torch = kernel.open();
        Golden golden = Golden.open("text_encoder/" + model + ".safetensors");
        T5Encoder t5 = open(torch, model)) {
      assertTrue(
          golden.cosine("output", encode(t5, golden, torch.manager()).toFloatArray()) >= 0.9999);
    }
  }

  @Test
  void distancesBeyondTheTableShareItsLastBucket() {
    try (Torch torch = TestEngine.open(PrecisionChoice.FP32);
        Golden golden = Golden.open("text_encoder/tiny-lcm.safetensors");
        T5Encoder t5 = open(torch, "tiny-lcm")) {
      NDArray ids = golden.array(torch.manager(), "far_ids");
      NDArray encoded = t5.encode(torch.manager(), ids, ids.onesLike(), () -> {});
      assertEquals(0, golden.difference("far_output", encoded), 1e-4);
    }
  }

  @Test
  void weightsAreReadAtFirstUse() {
    try (Torch torch = TestEngine.open(PrecisionChoice.FP32);
        Golden golden = Golden.open("text_encoder/tiny-lcm.safetensors");
        T5Encoder t5 = open(torch, "tiny-lcm")) {
      assertFalse(t5.isLoaded());
      encode(t5, golden, torch.manager());
      assertTrue(t5.isLoaded());
    }
  }

  @Test
  void stopsBetweenBlocks() {
    try (Torch torch = TestEngine.open(PrecisionChoice.FP32);
        Golden golden = Golden.open("text_encoder/tiny-lcm.safetensors");
        T5Encoder t5 = open(torch, "tiny-lcm")) {
      int[] blocks = {0};
      NDArray ids = golden.array(torch.manager(), "input_ids");
      assertThrows(
          CancellationException.class,
          () ->
              t5.encode(
                  torch.manager(),
                  ids,
                  ids.onesLike(),
                  () -> {
                    if (blocks[0]++ == 1) {
                      throw new CancellationException();
                    }
                  }));
      assertEquals(2, blocks[0]);
    }
  }
}
