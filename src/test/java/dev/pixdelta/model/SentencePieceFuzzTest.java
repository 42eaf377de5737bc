package dev.pixdelta.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.testing.JavaProcess;
import dev.pixdelta.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a tokenizer file says, the native library that reads it lives. */
final class SentencePieceFuzzTest {
  private static final Path NANO = Path.of("models", "nano", "tokenizer", "spiece.model");

  private static void fuzz(Path model, Path folder, long first, int seeds) throws IOException {
    JavaProcess.Result result =
        JavaProcess.run(
            folder,
            3600,
            Map.of(),
            SentencePieceFuzz.class,
            model.toString(),
            folder.resolve("spiece.model").toString(),
            Long.toString(first),
            Integer.toString(seeds));
    List<String> lines = result.out().lines().toList();
    assertEquals(0, result.exit(), () -> lines.getLast() + "\n" + result.err());
    // The checks must let enough through for the library to be tried at all.
    int accepted = Integer.parseInt(lines.getLast().substring("accepted ".length()));
    assertTrue(accepted > seeds / 50, () -> lines.getLast() + " of " + seeds);
    assertTrue(accepted < seeds * 9 / 10, () -> lines.getLast() + " of " + seeds);
  }

  @Test
  void mutatedModelsAreRefusedOrHarmless(@TempDir Path folder) throws IOException {
    fuzz(NANO, folder, 0, 400);
  }

  @Test
  @Tag("fuzz")
  void manyMutatedModels(@TempDir Path folder) throws IOException {
    fuzz(NANO, folder, 1_000_000, 20_000);
  }

  @Test
  @Tag("fuzz")
  void manyMutatedModelsOfT5(@TempDir Path folder) throws IOException {
    fuzz(TinyModel.folder("tiny-lcm").tokenizerFile(), folder, 2_000_000, 5_000);
  }
}
