package dev.pixdelta.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.hub.ModelFolder;
import dev.pixdelta.testing.FaultyDisk;
import dev.pixdelta.testing.FaultyDisk.Operation;
import dev.pixdelta.testing.Golden;
import dev.pixdelta.testing.TestEngine;
import dev.pixdelta.torch.DeviceChoice;
import dev.pixdelta.torch.PrecisionChoice;
import dev.pixdelta.weights.ModelFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** A model that is refused, whatever for, leaves none of its files open. */
final class RefusedModelTest {
  private final FaultyDisk disk = new FaultyDisk();

  @Test
  void leavesNoFileOpen() {
    var options = new PipelineOptions(DeviceChoice.CPU, PrecisionChoice.FP32, 0, TestEngine.CACHE);
    Path folder = disk.path(Golden.ROOT.resolve("models/tiny-lcm").toAbsolutePath());
    int n = 0;
    while (isRefusedAt(n, folder, options)) {
      assertEquals(List.of(), disk.open(), "after the failure to open file " + n);
      n++;
    }
    assertTrue(n > 6, "each part has files, of " + n);
  }

  /** Whether an n-th file is opened; when it fails, the model must be refused or whole. */
  private boolean isRefusedAt(int n, Path folder, PipelineOptions options) {
    BooleanSupplier reached = disk.failAt(n, Set.of(Operation.OPEN_TO_READ));
    try (TextToImage model = PixArtPipeline.open(ModelFolder.open(folder), options)) {
      assertEquals("tiny-lcm", model.description().name());
    } catch (ModelFileException e) {
      assertTrue(reached.getAsBoolean(), e.toString());
    }
    return reached.getAsBoolean();
  }
}
