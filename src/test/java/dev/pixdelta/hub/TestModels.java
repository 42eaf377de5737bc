package dev.pixdelta.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Model folders for tests. */
final class TestModels {
  static final Path GOLDEN = Path.of("src/test/resources/golden/models");

  private TestModels() {}

  /** A copy of a golden model that a test may damage. */
  static Path copy(String model, Path to) throws IOException {
    Path from = GOLDEN.resolve(model);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(
            Files.isDirectory(file) ? target : to.resolve(from.relativize(file.getParent())));
        if (!Files.isDirectory(file)) {
          Files.copy(file, target);
        }
      }
    }
    return to;
  }

  /** The least that passes for a model when models are listed. */
  static Path index(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("model_index.json"), "{\"_class_name\":\"PixArtAlphaPipeline\"}");
    return folder;
  }
}
