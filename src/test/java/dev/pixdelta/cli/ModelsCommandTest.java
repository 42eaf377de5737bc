package dev.pixdelta.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.testing.ModelDamage;
import dev.pixdelta.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is listed can be used; of what cannot be used it is said why. */
final class ModelsCommandTest {
  private final Path folder;
  private final Path data;
  private final Path snapshot;

  ModelsCommandTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    data = Files.createDirectories(folder.resolve("data/models"));
    snapshot = folder.resolve("hub/models--org--m/snapshots/0a1b");
  }

  private static Path model(String name, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    return TinyModel.copy(Refusal.source(name), to);
  }

  private static List<String> names(CommandLineRun run) {
    return run.outLines().stream().map(l -> l.split("\t", -1)[0]).toList();
  }

  @Test
  void whatIsWholeIsListed() throws IOException {
    model("tiny-lcm", snapshot);
    model("tiny-alpha", data.resolve("mine"));
    CommandLineRun run = CommandLineRun.of(folder, "models");
    assertEquals(List.of("mine", "nano", "org/m"), names(run));
    assertEquals(
        "org/m\t" + snapshot.toAbsolutePath() + "\tHugging Face cache", run.outLines().getLast());
    assertEquals("", run.err());
  }

  /** Blobs that are still being fetched have no links yet, or links that lead nowhere. */
  @Test
  void aHalfDownloadedSnapshotIsToldAsOne() throws IOException {
    model("tiny-lcm", snapshot);
    Path blobs = Files.createDirectories(folder.resolve("hub/models--org--m/blobs"));
    Files.write(blobs.resolve("0123.abcd.incomplete"), new byte[100]);
    String file = "transformer/diffusion_pytorch_model.safetensors";
    ModelDamage.link(file, "../../../blobs/0123").apply(snapshot);
    CommandLineRun run = CommandLineRun.of(folder, "models");
    assertEquals(ExitCodes.OK, run.code());
    assertEquals(List.of("nano"), names(run));
    assertEquals(
        List.of(
            "org/m cannot be used: "
                + snapshot.resolve(file)
                + ": the file is missing; the download is incomplete, finish it with: hf download"
                + " org/m"),
        run.errLines());
    Files.delete(snapshot.resolve(file));
    assertTrue(CommandLineRun.of(folder, "models").err().contains("the download is incomplete"));
  }

  @Test
  void aModelOfASharedTextEncoderIsListedWhenItIsThere() throws IOException {
    model("tiny-512", data.resolve("lacking"));
    ModelDamage.remove("text_encoder").apply(data.resolve("lacking"));
    assertEquals(List.of("nano"), names(CommandLineRun.of(folder, "models")));
    model("tiny-lcm", snapshot);
    assertEquals(List.of("lacking", "nano", "org/m"), names(CommandLineRun.of(folder, "models")));
  }

  @Test
  void aPixArtSigmaIsToldAsOne() throws IOException {
    Path sigma = model("tiny-512", data.resolve("sigma"));
    ModelDamage.key("model_index.json", "_class_name", "\"PixArtSigmaPipeline\"").apply(sigma);
    CommandLineRun run = CommandLineRun.of(folder, "models");
    assertEquals(List.of("nano"), names(run));
    assertEquals(
        "sigma cannot be used: "
            + sigma
            + ": this is a PixArt-Sigma model; so far only PixArt-α models can be drawn",
        run.errLines().getFirst());
  }
}
