package dev.pixdelta.testing;

import dev.pixdelta.hub.ModelFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The tiny models with random weights that golden tensors were made with. */
public final class TinyModel {
  /** Their names. */
  public static final List<String> ALL =
      List.of("tiny-lcm", "tiny-alpha", "tiny-512", "tiny-plain");

  private TinyModel() {}

  public static ModelFolder folder(String name) {
    return ModelFolder.open(Golden.ROOT.resolve("models").resolve(name));
  }

  /** Golden files {@code FOLDER/MODEL-*.safetensors}, as paths below the golden folder. */
  public static List<String> goldens(String folder) {
    try (Stream<Path> files = Files.list(Golden.ROOT.resolve(folder))) {
      return files
          .map(p -> p.getFileName().toString())
          .filter(n -> ALL.stream().anyMatch(m -> n.startsWith(m + "-")))
          .sorted()
          .map(n -> folder + "/" + n)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The model that a golden file was made with, by its name. */
  public static String modelOf(String golden) {
    String name = golden.substring(golden.indexOf('/') + 1);
    return name.substring(0, name.lastIndexOf('-'));
  }

  /** Copies a model folder, to be damaged. */
  public static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path p : (Iterable<Path>) files::iterator) {
        Files.copy(p, to.resolve(from.relativize(p).toString()));
      }
    }
    return to;
  }
}
