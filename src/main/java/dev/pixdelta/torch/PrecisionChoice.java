package dev.pixdelta.torch;

/**
 * Which numbers the user asks for. {@link #AUTO} is fp16 on CUDA; on a CPU bf16 where it is
 * multiplied in hardware, else w16a32 where the engine has kernels for it, else fp32.
 */
public enum PrecisionChoice {
  AUTO,
  FP32,
  BF16,
  FP16,
  W16A32
}
