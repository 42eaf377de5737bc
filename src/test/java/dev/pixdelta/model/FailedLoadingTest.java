package dev.pixdelta.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.hub.ModelFolder;
import dev.pixdelta.testing.FaultyDisk;
import dev.pixdelta.testing.Golden;
import dev.pixdelta.testing.TestEngine;
import dev.pixdelta.testing.TinyModel;
import dev.pixdelta.torch.PrecisionChoice;
import dev.pixdelta.torch.Torch;
import dev.pixdelta.weights.Closer;
import dev.pixdelta.weights.ModelFileException;
import dev.pixdelta.weights.WeightFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever fails while weights are read, nothing of them stays: the engine maps weight files, so
 * that the system's own list of what is mapped tells.
 */
@EnabledOnOs(OS.LINUX)
final class FailedLoadingTest {
  /** Not every operation fails in turn: there are hundreds, of one kind. */
  private static final int STEP = 7;

  private static final Path MAPS = Path.of("/proc/self/maps");

  private static Torch torch;

  private final FaultyDisk disk = new FaultyDisk();

  @BeforeAll
  static void openEngine() {
    torch = TestEngine.open(PrecisionChoice.FP32);
  }

  @AfterAll
  static void closeEngine() {
    torch.close();
  }

  /** The networks, each opened, and read as far as it can be. */
  enum Network {
    TRANSFORMER("models/tiny-lcm") {
      @Override
      void load(Path folder, Closer closer) {
        ModelFolder model = ModelFolder.open(folder);
        PixArtConfig config = PixArtConfig.read(model.config("transformer"));
        closer.register(PixArtTransformer.open(torch, config, model.weights("transformer"))).load();
      }
    },
    TEXT_ENCODER("models/tiny-lcm") {
      @Override
      void load(Path folder, Closer closer) {
        ModelFolder model = ModelFolder.open(folder);
        T5Config config = T5Config.read(model.config("text_encoder"));
        closer.register(T5Encoder.open(torch, config, model.weights("text_encoder"))).load();
      }
    },
    AUTOENCODER("models/tiny-lcm") {
      @Override
      void load(Path folder, Closer closer) {
        ModelFolder model = ModelFolder.open(folder);
        VaeConfig config = VaeConfig.read(model.config("vae"));
        closer.register(AutoencoderKl.open(torch, config, model.weights("vae"))).loadDecoder();
      }
    },
    CONTROL("models/tiny-control") {
      @Override
      void load(Path folder, Closer closer) {
        ModelFolder model = TinyModel.folder("tiny-lcm");
        PixArtConfig config = PixArtConfig.read(model.config("transformer"));
        PixArtTransformer base =
            closer.register(PixArtTransformer.open(torch, config, model.weights("transformer")));
        Path file = folder.resolve("diffusion_pytorch_model.safetensors");
        closer.register(ControlNetTransformer.open(torch, base, WeightFiles.openFile(file))).load();
      }
    },
    SOFT_EDGES("hed") {
      @Override
      void load(Path folder, Closer closer) {
        Path file = folder.resolve("ControlNetHED.safetensors");
        var unused = closer.register(HedDetector.open(torch, WeightFiles.openFile(file)));
      }
    };

    private final String folder;

    Network(String folder) {
      this.folder = folder;
    }

    abstract void load(Path folder, Closer closer);
  }

  @ParameterizedTest
  @EnumSource
  void leavesNothingMappedAndNoFileOpen(Network network) throws IOException {
    Path folder = disk.path(Golden.ROOT.resolve(network.folder).toAbsolutePath());
    List<String> before = mapped();
    int n = 0;
    while (failsAt(n, network, folder)) {
      assertEquals(List.of(), disk.open(), "after the failure of operation " + n);
      assertEquals(before, mapped(), "after the failure of operation " + n);
      n += STEP;
    }
    assertTrue(n > 20, "tensors were among the " + n);
  }

  /** Whether there is an n-th operation that fails. */
  private boolean failsAt(int n, Network network, Path folder) {
    BooleanSupplier reached = disk.failAt(n, EnumSet.allOf(FaultyDisk.Operation.class));
    try (Closer closer = new Closer()) {
      network.load(folder, closer);
    } catch (ModelFileException e) {
      assertTrue(reached.getAsBoolean(), e.toString());
    }
    return reached.getAsBoolean();
  }

  /** What is mapped of weight files. */
  private static List<String> mapped() throws IOException {
    return Files.readAllLines(MAPS).stream().filter(line -> line.endsWith(".safetensors")).toList();
  }
}
