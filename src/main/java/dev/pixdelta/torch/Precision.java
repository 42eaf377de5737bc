package dev.pixdelta.torch;

import dev.pixdelta.weights.DType;
import java.util.Locale;

/** The numbers that networks keep their weights in and compute in. */
public enum Precision {
  /** Weights and arithmetic in fp32: what the reference implementation computes on a CPU. */
  FP32(DType.F32),
  /**
   * Weights in bf16, and arithmetic too where the processor multiplies bf16 in hardware; elsewhere
   * the arithmetic is fp32.
   */
  BF16(DType.BF16),
  /** Weights and arithmetic in fp16, on CUDA devices. */
  FP16(DType.F16),
  /** Matrices of linear layers in fp16, everything else in fp32: half the memory of fp32. */
  W16A32(DType.F16);

  private final DType matrices;

  Precision(DType matrices) {
    this.matrices = matrices;
  }

  /** What the matrices of linear layers are kept in. */
  DType matrices() {
    return matrices;
  }

  /** "fp32", "bf16", "fp16" or "w16a32". */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
