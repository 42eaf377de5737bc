package dev.pixdelta.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What this machine's processor is likely to be fast at. Only a preference: what the engine can do
 * with it is found out by {@link LinearKernels}.
 */
final class Cpu {
  private Cpu() {}

  /** The precision that {@link LinearKernels#best} will very likely choose, without the engine. */
  static Precision preferred() {
    if (multipliesBf16()) {
      return Precision.BF16;
    }
    String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return List.of("amd64", "x86_64").contains(architecture) ? Precision.W16A32 : Precision.FP32;
  }

  /**
   * Whether the processor has instructions for bf16 products ({@code avx512_bf16} or AMX). Linux
   * tells; elsewhere the answer is no.
   */
  static boolean multipliesBf16() {
    Path info = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(info)) {
      return false;
    }
    try (var lines = Files.lines(info)) {
      return lines
          .filter(l -> l.startsWith("flags"))
          .findFirst()
          .map(l -> List.of(l.split(" ")))
          .filter(f -> f.contains("avx512_bf16") || f.contains("amx_bf16"))
          .isPresent();
    } catch (IOException e) {
      return false;
    }
  }
}
