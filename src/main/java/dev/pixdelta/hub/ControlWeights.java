package dev.pixdelta.hub;

import dev.pixdelta.weights.ModelFileException;
import dev.pixdelta.weights.WeightFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The weights of a ControlNet-Transformer: a folder or one file. Says where they are and what maps
 * they were trained on; what is in them is for the network to check. Immutable.
 *
 * @param path the folder or file, as it was given
 * @param mapTypes such as "softedge"; empty where nothing says
 */
public record ControlWeights(Path path, Set<String> mapTypes) {
  private static final String STEM = "diffusion_pytorch_model";
  private static final String TYPES = "map_types";
  private static final List<String> ENDINGS = List.of(".safetensors", ".pth", ".pt", ".bin");

  /** The folder of a model in which its own control weights lie. */
  private static final String FOLDER = "controlnet";

  /** Copies the types. */
  public ControlWeights {
    mapTypes = Set.copyOf(mapTypes);
  }

  /**
   * The control weights that come with a model, for one type of map: in its folder {@code
   * controlnet-TYPE}, else in {@code controlnet}.
   */
  public static Optional<Path> own(Path model, String type) {
    return Stream.of(FOLDER + "-" + type, FOLDER)
        .map(model::resolve)
        .filter(Files::isDirectory)
        .findFirst();
  }

  /**
   * As {@link #own}.
   *
   * @throws ModelFileException if it has none
   */
  public static Path ofModel(Path model, String type) {
    return own(model, type)
        .orElseThrow(
            () ->
                new ModelFileException(
                    model,
                    "this model has no control weights of its own; name some that were made for"
                        + " it (on the command line with --control-model)"));
  }

  /**
   * Looks at a folder or file.
   *
   * @throws ModelFileException if it is missing, or what it says of itself is damaged
   */
  public static ControlWeights of(Path path) {
    if (Files.isDirectory(path)) {
      Path config = path.resolve("config.json");
      Set<String> types =
          Files.exists(config)
              ? types(config)
              : isDiffusers(path) ? Set.<String>of() : ofFile(single(path));
      return new ControlWeights(path, types);
    }
    if (!Files.exists(path)) {
      throw new ModelFileException(path, "there are no control weights: no such folder or file");
    }
    return new ControlWeights(path, ofFile(path));
  }

  /** The official files, and all in their form so far, were trained on HED maps. */
  private static Set<String> ofFile(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".pth")
        ? Set.of("softedge")
        : Set.of();
  }

  private static Set<String> types(Path config) {
    return Set.copyOf(ConfigFile.read(config).texts(TYPES, 16, List.of()));
  }

  /** A folder without diffusers' names holds one file of weights. */
  private static Path single(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found =
          files
              .filter(
                  f -> {
                    String name = f.toString().toLowerCase(Locale.ROOT);
                    return ENDINGS.stream().anyMatch(name::endsWith);
                  })
              .sorted()
              .toList();
      if (found.size() == 1) {
        return found.getFirst();
      }
      throw found.isEmpty()
          ? new ModelFileException(
              folder,
              "expected control weights, found no file that ends in {0}",
              String.join(", ", ENDINGS))
          : new ModelFileException(
              folder,
              "expected one file of control weights, found {0}; name the file itself",
              found.size());
    } catch (IOException e) {
      throw ModelFileException.unreadable(folder, e);
    }
  }

  /** What people call them: the folder's name, or the file's without its ending. */
  public String name() {
    String name = String.valueOf(path.toAbsolutePath().normalize().getFileName());
    return Files.isDirectory(path) ? name : name.replaceFirst("\\.(pth|pt|bin|safetensors)$", "");
  }

  /**
   * Opens the weights; the caller closes them.
   *
   * @throws ModelFileException if they are missing or damaged
   */
  public WeightFiles open() {
    if (!Files.isDirectory(path)) {
      return WeightFiles.openFile(path);
    }
    return isDiffusers(path) ? WeightFiles.open(path, STEM) : WeightFiles.openFile(single(path));
  }

  private static boolean isDiffusers(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(f -> String.valueOf(f.getFileName()).startsWith(STEM + "."));
    } catch (IOException e) {
      throw ModelFileException.unreadable(folder, e);
    }
  }
}
