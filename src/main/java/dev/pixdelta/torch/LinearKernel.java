package dev.pixdelta.torch;

/** A way to multiply by the matrix of a linear layer. */
public enum LinearKernel {
  /**
   * The engine's own choice, in the numbers that the network computes in: MKL on x86, cuBLAS on
   * CUDA. Every build and every processor has it.
   */
  PLAIN,
  /** The matrix rearranged once into the blocks that oneDNN multiplies. */
  ONEDNN,
  /** The matrix in fp16, enlarged to fp32 in the processor's registers, by FBGEMM. x86 only. */
  FBGEMM,
  /** The matrix in bf16 or fp16, enlarged to fp32 for each product. Runs everywhere. */
  UPCAST;

  /** Whether it multiplies the matrices of a network that is opened in this precision. */
  public boolean supports(Precision precision) {
    return switch (this) {
      case PLAIN -> precision != Precision.W16A32;
      case ONEDNN -> precision == Precision.FP32 || precision == Precision.BF16;
      case FBGEMM -> precision == Precision.W16A32;
      case UPCAST -> precision == Precision.BF16 || precision == Precision.W16A32;
    };
  }
}
