package dev.pixdelta.torch;

import java.util.Set;

/** A way to multiply by the matrix of a linear layer. */
public enum LinearKernel {
  /**
   * The engine's own choice, in the numbers that the network computes in: MKL on x86, cuBLAS on
   * CUDA. Every build and every processor has it.
   */
  PLAIN(Set.of(Precision.FP32, Precision.BF16, Precision.FP16)),
  /** The matrix rearranged once into the blocks that oneDNN multiplies. */
  ONEDNN(Set.of(Precision.FP32, Precision.BF16)),
  /** The matrix in fp16, enlarged to fp32 in the processor's registers, by FBGEMM. x86 only. */
  FBGEMM(Set.of(Precision.W16A32)),
  /** The matrix in bf16 or fp16, enlarged to fp32 for each product. Runs everywhere. */
  UPCAST(Set.of(Precision.BF16, Precision.W16A32));

  private final Set<Precision> precisions;

  LinearKernel(Set<Precision> precisions) {
    this.precisions = precisions;
  }

  /** Whether it multiplies the matrices of a network that is opened in this precision. */
  public boolean supports(Precision precision) {
    return precisions.contains(precision);
  }
}
