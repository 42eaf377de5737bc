package dev.pixdelta.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pixdelta.testing.JavaProcess;
import dev.pixdelta.testing.TestEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EngineEnvironmentTest {
  private final Path folder;

  EngineEnvironmentTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** Opens the engine as the program does. */
  static final class Opening {
    private Opening() {}

    public static void main(String[] args) {
      Torch.open(DeviceChoice.CPU, PrecisionChoice.FP32, 0, Path.of(args[0])).close();
    }
  }

  /** What libgomp says that it has read. */
  private String spinCount(Map<String, String> env) throws IOException {
    var run = JavaProcess.run(folder, 120, env, Opening.class, TestEngine.CACHE.toString());
    assertEquals(0, run.exit(), run.err());
    return run.err()
        .lines()
        .filter(line -> line.contains("GOMP_SPINCOUNT"))
        .map(line -> line.replaceAll(".*'(\\d+)'.*", "$1"))
        .findFirst()
        .orElse("none in: " + run.err());
  }

  @Test
  void theEngineReadsWhatWasSetFromWithin() throws IOException {
    assumeTrue(System.getProperty("os.name").equals("Linux"), "libgomp is the engine's on Linux");
    assertEquals("10000", spinCount(Map.of("OMP_DISPLAY_ENV", "VERBOSE")));
    assertEquals("77", spinCount(Map.of("OMP_DISPLAY_ENV", "VERBOSE", "GOMP_SPINCOUNT", "77")));
  }

  @Test
  void whatTheUserHasSetStays() {
    Map<String, String> all = EngineEnvironment.additions(Map.of());
    assertEquals(
        Set.of("GOMP_SPINCOUNT", "ONEDNN_PRIMITIVE_CACHE_CAPACITY", "TORCH_CPP_LOG_LEVEL"),
        all.keySet());
    assertFalse(
        EngineEnvironment.additions(Map.of("OMP_WAIT_POLICY", "passive"))
            .containsKey("GOMP_SPINCOUNT"));
    all.keySet()
        .forEach(
            name ->
                assertFalse(
                    EngineEnvironment.additions(Map.of(name, "the user's")).containsKey(name)));
  }
}
