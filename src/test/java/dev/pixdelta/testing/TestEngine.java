package dev.pixdelta.testing;

import dev.pixdelta.torch.DeviceChoice;
import dev.pixdelta.torch.LinearKernel;
import dev.pixdelta.torch.PrecisionChoice;
import dev.pixdelta.torch.Torch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The native engine for tests, unpacked into the build folder. */
public final class TestEngine {
  /** Takes the place of the user's cache folder. */
  public static final Path CACHE = Path.of("target", "test-cache").toAbsolutePath();

  private TestEngine() {}

  /** Makes the unpacked engine that of another cache folder, which must exist, by a link. */
  public static void link(Path cacheFolder) throws IOException {
    Path engine = CACHE.resolve("engine");
    Files.createDirectories(engine);
    Files.createSymbolicLink(cacheFolder.resolve("engine"), engine);
  }

  /** Opens the engine on the CPU in the given precision. */
  public static Torch open(PrecisionChoice precision) {
    return open(precision, null);
  }

  /** As above, with one kernel for all linear layers. */
  public static Torch open(PrecisionChoice precision, @Nullable LinearKernel kernel) {
    return Torch.open(DeviceChoice.CPU, precision, 0, CACHE, kernel);
  }
}
