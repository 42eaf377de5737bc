package dev.pixdelta.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import dev.pixdelta.weights.DType;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the kernel that multiplies by a matrix: the fastest of those that this processor and this
 * build of the engine can run. What can run is tried with a small product, never concluded from the
 * processor's name or features; what is fastest was measured (docs/decisions/0004).
 *
 * <p>Confined to the thread of its {@link Torch}.
 */
final class LinearKernels {
  /** From about so many rows on MKL beats oneDNN on processors without AVX-512. */
  private static final long MANY_ROWS = 512;

  private final Script script;
  private final PtNDManager root;
  private final @Nullable LinearKernel forced;
  private final Map<Precision, Map<LinearKernel, Boolean>> tried = new EnumMap<>(Precision.class);

  /**
   * @param script any script, to try products with
   * @param forced the only kernel to take, wherever it supports the precision, or null
   */
  LinearKernels(Script script, PtNDManager root, @Nullable LinearKernel forced) {
    this.script = script;
    this.root = root;
    this.forced = forced;
  }

  /** The default precision. */
  Precision best() {
    if (root.getDevice().isGpu()) {
      return Precision.FP16;
    }
    if (multipliesBf16()) {
      return Precision.BF16;
    }
    return runs(Precision.W16A32, LinearKernel.FBGEMM) ? Precision.W16A32 : Precision.FP32;
  }

  /**
   * The kernel for one matrix.
   *
   * @param rows how many vectors it will usually be multiplied by at a time
   */
  LinearKernel of(Precision precision, long rows) {
    if (root.getDevice().isGpu()) {
      return LinearKernel.PLAIN;
    }
    if (forced != null) {
      return forced.supports(precision) ? forced : simplest(precision);
    }
    LinearKernel fastest =
        switch (precision) {
          case FP32 -> rows < MANY_ROWS || hasAvx512() ? LinearKernel.ONEDNN : LinearKernel.PLAIN;
          case BF16 -> multipliesBf16() ? LinearKernel.ONEDNN : LinearKernel.UPCAST;
          case W16A32 -> LinearKernel.FBGEMM;
          case FP16 -> LinearKernel.PLAIN;
        };
    return runs(precision, fastest) ? fastest : simplest(precision);
  }

  /** What takes the place of a kernel that refuses a matrix. */
  LinearKernel simplest(Precision precision) {
    return switch (precision) {
      case FP32, FP16 -> LinearKernel.PLAIN;
      case BF16 -> activations(precision) == DType.BF16 ? LinearKernel.PLAIN : LinearKernel.UPCAST;
      case W16A32 -> LinearKernel.UPCAST;
    };
  }

  /** What a network computes in between its matrices. */
  DType activations(Precision precision) {
    return switch (precision) {
      case FP32, W16A32 -> DType.F32;
      case FP16 -> DType.F16;
      case BF16 -> computesInBf16() ? DType.BF16 : DType.F32;
    };
  }

  /** Whether a precision is only a way to keep weights here, enlarged for each product. */
  boolean isEmulated(Precision precision) {
    return of(precision, 1) == LinearKernel.UPCAST;
  }

  private boolean computesInBf16() {
    if (forced != null && forced.supports(Precision.BF16)) {
      return forced != LinearKernel.UPCAST;
    }
    return root.getDevice().isGpu() || multipliesBf16();
  }

  /** oneDNN can do without these instructions if there is AVX-512, but three times slower. */
  private boolean multipliesBf16() {
    return Cpu.multipliesBf16() && hasAvx512();
  }

  /** oneDNN rearranges bf16 matrices with AVX-512 instructions alone. */
  private boolean hasAvx512() {
    return runs(Precision.BF16, LinearKernel.ONEDNN);
  }

  /** Whether a small product comes out right. */
  private boolean runs(Precision precision, LinearKernel kernel) {
    return tried
        .computeIfAbsent(precision, p -> new EnumMap<>(LinearKernel.class))
        .computeIfAbsent(kernel, k -> productIsRight(precision, k));
  }

  private boolean productIsRight(Precision precision, LinearKernel kernel) {
    DType activations =
        precision == Precision.BF16 && kernel != LinearKernel.UPCAST ? DType.BF16 : DType.F32;
    DType kept = kernel == LinearKernel.UPCAST ? precision.matrices() : activations;
    int n = 32;
    // 32 * 0.5 * 1 + 1 = 17 in every format
    try (NDManager scope = root.newSubManager();
        Weights weights = script.newWeights(activations)) {
      NDArray half = scope.full(new Shape(n, n), 0.5f);
      NDArray one = scope.ones(new Shape(n));
      NDArray rows = scope.ones(new Shape(4, n));
      weights.put(
          "probe.bias",
          script.call(scope, "convert", one, "cpu", TensorReader.scalarType(activations)));
      weights.putLinear("probe", half, kept, kernel);
      NDArray product = script.call(scope, "product", rows, weights);
      for (float value : product.toFloatArray()) {
        if (value != 17) {
          return false;
        }
      }
      return true;
    } catch (ai.djl.engine.EngineException e) {
      return false;
    }
  }
}
