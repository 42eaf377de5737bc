package dev.pixdelta.torch;

/**
 * Which number format the user asks for. {@link #AUTO} is bf16 on CPUs with {@code avx512_bf16} or
 * AMX, fp16 on CUDA, else fp32.
 */
public enum PrecisionChoice {
  AUTO,
  FP32,
  BF16,
  FP16
}
