package dev.pixdelta.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.testing.JavaProcess;
import dev.pixdelta.testing.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The engine's libraries can be told to leave instructions alone that the processor has: so this
 * machine takes the ways of an older one. Their variables mean nothing on other architectures.
 */
final class OtherProcessorsTest {
  private enum Limit {
    NONE(Map.of()),
    AVX2(
        Map.of(
            "ATEN_CPU_CAPABILITY", "avx2",
            "ONEDNN_MAX_CPU_ISA", "AVX2",
            "FBGEMM_ENABLE_INSTRUCTIONS", "AVX2",
            "MKL_ENABLE_INSTRUCTIONS", "AVX2")),
    SSE4(
        Map.of(
            "ATEN_CPU_CAPABILITY", "default",
            "ONEDNN_MAX_CPU_ISA", "SSE41",
            "FBGEMM_ENABLE_INSTRUCTIONS", "AVX2",
            "MKL_ENABLE_INSTRUCTIONS", "SSE4_2"));

    private final Map<String, String> environment;

    Limit(Map<String, String> environment) {
      this.environment = environment;
    }
  }

  @ParameterizedTest
  @EnumSource
  void drawsInEveryPrecision(Limit limit, @TempDir Path folder) throws IOException {
    TestEngine.link(folder);
    var run =
        JavaProcess.run(folder, 300, limit.environment, OtherProcessors.class, folder.toString());
    assertEquals(0, run.exit(), run.err());
    var lines = run.out().lines().toList();
    assertEquals(4, lines.size(), run.out());
    for (String line : lines) {
      String[] words = line.split(" ", 4);
      boolean auto = words[0].equals("AUTO");
      assertTrue(auto || words[0].toLowerCase(Locale.ROOT).equals(words[1]), line);
      double cosine = Double.parseDouble(words[2]);
      assertTrue(cosine >= (words[1].equals("fp32") ? 0.999999 : 0.999), line);
      assertTrue(!auto || words[3].equals("[]"), "the default needs no note: " + line);
      if (limit != Limit.NONE && words[0].equals("BF16")) {
        assertTrue(words[3].contains("auto"), "no way out of slow bf16: " + line);
      }
    }
    assertTrue(Files.notExists(folder.resolve("crash.log")), "the JVM died");
  }
}
