package dev.pixdelta.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What this machine's processor can do. */
final class Cpu {
  private Cpu() {}

  /**
   * Whether the processor multiplies bf16 in hardware ({@code avx512_bf16} or AMX). Known on Linux
   * only; elsewhere the answer is no, and the user may still ask for bf16.
   */
  static boolean fastBf16() {
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
