package dev.pixdelta.testing;

import dev.pixdelta.torch.DeviceChoice;
import dev.pixdelta.torch.PrecisionChoice;
import dev.pixdelta.torch.Torch;
import java.nio.file.Path;

/** The native engine for tests, unpacked into the build folder. */
public final class TestEngine {
  /** Takes the place of the user's cache folder. */
  public static final Path CACHE = Path.of("target", "test-cache").toAbsolutePath();

  private TestEngine() {}

  /** Opens the engine on the CPU in the given precision. */
  public static Torch open(PrecisionChoice precision) {
    return Torch.open(DeviceChoice.CPU, precision, 0, CACHE.resolve("engine"));
  }
}
