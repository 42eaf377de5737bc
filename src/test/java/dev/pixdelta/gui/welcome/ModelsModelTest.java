package dev.pixdelta.gui.welcome;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.gui.shell.Background;
import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.testing.TinyModel;
import dev.pixdelta.torch.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelsModelTest {
  private static final long GIGA = 1_000_000_000L;

  private static ModelsModel model(Path folder, Machine machine) {
    ModelsModel model =
        new ModelsModel(
            new ModelLocator(List.of(new ModelLocator.Root(folder, ModelLocator.Source.DATA))),
            () -> machine,
            Precision.FP32,
            Background.sameThread(
                e -> {
                  throw new AssertionError(e);
                }));
    model.look();
    return model;
  }

  @Test
  void brokenModelsAreListedWithTheirSentence(@TempDir Path folder) throws IOException {
    Path whole = TinyModel.copy(Path.of("models", "nano"), folder.resolve("whole"));
    Path broken = TinyModel.copy(whole, folder.resolve("broken"));
    Files.delete(broken.resolve("vae").resolve("config.json"));
    ModelsModel model = model(folder, new Machine(GIGA, GIGA, GIGA));
    assertEquals(2, model.models().size());
    ModelsModel.Here first = model.models().getFirst();
    assertEquals("broken", first.found().name());
    assertNull(first.summary());
    assertTrue(String.valueOf(first.problem()).contains("vae"), String.valueOf(first.problem()));
    assertNotNull(model.models().getLast().summary());
  }

  @Test
  void aModelPutThereIsFoundByLookingAgain(@TempDir Path folder) throws IOException {
    ModelsModel model = model(folder, new Machine(GIGA, GIGA, GIGA));
    assertEquals(List.of(), model.models());
    var unused = TinyModel.copy(Path.of("models", "nano"), folder.resolve("mine"));
    model.look();
    assertEquals("mine", model.models().getFirst().found().name());
  }

  @Test
  void theFullModelIsComparedWithThisMachine(@TempDir Path folder) {
    ModelsModel.Needs small = needs(folder, new Machine(8 * GIGA, 7 * GIGA, 10 * GIGA));
    assertEquals(ModelsModel.Fit.NEVER, small.fitInMemory());
    assertFalse(small.fitsOnDisk());
    ModelsModel.Needs large = needs(folder, new Machine(64 * GIGA, 60 * GIGA, 100 * GIGA));
    assertEquals(ModelsModel.Fit.NOW, large.fitInMemory());
    assertTrue(large.fitsOnDisk());
    assertTrue(needs(folder, new Machine(8 * GIGA, -1, -1)).fitsOnDisk(), "nobody can tell");
  }

  /** The sentence must not say "enough" where the system or other programs leave too little. */
  @Test
  void memoryIsComparedWithWhatIsFreeNow(@TempDir Path folder) {
    long need = needs(folder, new Machine(64 * GIGA, -1, -1)).memory();
    long large = 2 * need;
    assertEquals(ModelsModel.Fit.NOW, fit(folder, large, need));
    assertEquals(ModelsModel.Fit.NOW, fit(folder, large, -1), "nobody can tell");
    assertEquals(ModelsModel.Fit.WHEN_FREED, fit(folder, large, need - 1));
    assertEquals(ModelsModel.Fit.NEVER, fit(folder, need, need), "the system needs some too");
  }

  private static ModelsModel.Fit fit(Path folder, long memory, long available) {
    return needs(folder, new Machine(memory, available, -1)).fitInMemory();
  }

  private static ModelsModel.Needs needs(Path folder, Machine machine) {
    ModelsModel.Needs needs = model(folder, machine).needsProperty().get();
    assertNotNull(needs);
    return needs;
  }

  @Test
  void thisMachineHasMemoryAndDisk(@TempDir Path folder) {
    Machine machine = Machine.current(folder.resolve("not").resolve("there"));
    assertTrue(machine.memoryBytes() > 0);
    assertTrue(machine.availableBytes() <= machine.memoryBytes());
    assertTrue(machine.freeDiskBytes() > 0);
  }
}
