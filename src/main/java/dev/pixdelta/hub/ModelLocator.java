package dev.pixdelta.hub;

import dev.pixdelta.weights.ModelFileException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds models by name: in the folders of the installation, in the data folder, in the cache of the
 * Hugging Face tools, in this order. Looks anew at every call; safe for any thread.
 */
public final class ModelLocator {
  /** The kind of place where a model was found. */
  public enum Source {
    INSTALLATION("installation"),
    DATA("data folder"),
    HUB_CACHE("Hugging Face cache");

    private final String label;

    Source(String label) {
      this.label = label;
    }

    @Override
    public String toString() {
      return label;
    }
  }

  /**
   * A place to look at.
   *
   * @param folder holds model folders, or for {@link Source#HUB_CACHE} the {@code models--*}; need
   *     not exist
   */
  public record Root(Path folder, Source source) {}

  /**
   * A model that is there.
   *
   * @param name what {@link #find} takes: NAME, or ORG/NAME from the hub's cache
   * @param path its folder
   * @param source where it was found
   */
  public record Found(String name, Path path, Source source) {}

  // Letters of one path component that cannot lead anywhere else.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._ +-]{0,199}");

  /** The folder beside models for {@link #annotator}. */
  public static final String ANNOTATORS = "annotators";

  private final List<Root> roots;

  /** Searches the given places, the first first. */
  public ModelLocator(List<Root> roots) {
    this.roots = List.copyOf(roots);
  }

  /**
   * The usual places.
   *
   * @param installed folders of models that came with the program
   * @param folders whose {@code data/models} is searched
   * @param env environment variables, for the hub's cache
   * @param system system properties, for the user's home
   */
  public static ModelLocator of(
      List<Path> installed, Folders folders, Map<String, String> env, Properties system) {
    List<Root> roots = new ArrayList<>();
    installed.forEach(p -> roots.add(new Root(p, Source.INSTALLATION)));
    roots.add(new Root(folders.data().resolve("models"), Source.DATA));
    roots.add(new Root(HubCache.of(env, system).root(), Source.HUB_CACHE));
    return new ModelLocator(roots);
  }

  /** The usual places of this process: {@link #of} with what came with the program. */
  public static ModelLocator current(Folders folders) {
    return of(installed(), folders, System.getenv(), System.getProperties());
  }

  /**
   * {@code models} in the working folder, beside the program's jar, and beside the jar's folder.
   * The jar is the first of the class path. The code source of a class would not do: a class from
   * the JVM's cache has that of the place where the cache was made.
   */
  private static List<Path> installed() {
    List<Path> folders = new ArrayList<>();
    folders.add(Path.of("models"));
    String classPath = System.getProperty("java.class.path", "");
    Path jar = Folders.path(classPath.split(File.pathSeparator, 2)[0]);
    Path folder = jar == null ? null : jar.toAbsolutePath().getParent();
    for (int i = 0; i < 2 && folder != null; i++, folder = folder.getParent()) {
      folders.add(folder.resolve("models"));
    }
    return folders;
  }

  /**
   * The folder of a model.
   *
   * @param nameOrPath an existing folder, else a name: NAME, or ORG/NAME for the hub's cache
   * @throws ModelFileException if there is none, naming what there is
   */
  public Path find(String nameOrPath) {
    Path path = Folders.path(nameOrPath);
    if (path != null && Files.isDirectory(path)) {
      return path;
    }
    if (path != null && Files.exists(path)) {
      throw new ModelFileException(path, "expected a model folder, found a file");
    }
    String[] parts = nameOrPath.split("/", -1);
    if (parts.length <= 2 && List.of(parts).stream().allMatch(p -> NAME.matcher(p).matches())) {
      for (Root root : roots) {
        if (root.source() == Source.HUB_CACHE) {
          for (HubCache.Snapshot s : new HubCache(root.folder()).snapshots()) {
            if (s.id().equals(nameOrPath) || s.name().equals(nameOrPath)) {
              return s.folder();
            }
          }
        } else if (parts.length == 1 && Files.isDirectory(root.folder().resolve(nameOrPath))) {
          return root.folder().resolve(nameOrPath);
        }
      }
    }
    throw notFound(nameOrPath);
  }

  /**
   * The weights of a network that makes maps of pictures: {@code annotators/STEM.pth} or {@code
   * annotators/STEM.safetensors} in the first place that has one.
   *
   * @param stem the file's name without its ending
   */
  public Optional<Path> annotator(String stem) {
    return roots.stream()
        .map(root -> root.folder().resolve(ANNOTATORS))
        .flatMap(f -> Stream.of(f.resolve(stem + ".pth"), f.resolve(stem + ".safetensors")))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private ModelFileException notFound(String asked) {
    List<Found> found = list();
    List<String> names = found.stream().limit(10).map(Found::name).toList();
    String more = found.size() > names.size() ? ", …" : "";
    String name = asked.length() <= 200 ? asked : asked.substring(0, 197) + "...";
    return names.isEmpty()
        ? new ModelFileException(
            name, "no such model: expected a folder, and no models are installed")
        : new ModelFileException(
            name,
            "no such model: expected a folder or one of {0}",
            String.join(", ", names) + more);
  }

  /**
   * The models that are there, by name; of several with one name the one that {@link #find} takes.
   * They claim to be PixArt-α models, which is all that is looked at.
   */
  public List<Found> list() {
    Map<String, Found> byName = new LinkedHashMap<>();
    for (Root root : roots) {
      if (root.source() == Source.HUB_CACHE) {
        for (HubCache.Snapshot s : new HubCache(root.folder()).snapshots()) {
          byName.putIfAbsent(s.id(), new Found(s.id(), s.folder(), root.source()));
        }
      } else {
        for (Path folder : HubCache.folders(root.folder())) {
          String name = String.valueOf(folder.getFileName());
          if (NAME.matcher(name).matches()) {
            byName.putIfAbsent(name, new Found(name, folder, root.source()));
          }
        }
      }
    }
    return byName.values().stream()
        .filter(f -> ModelFolder.isModel(f.path()))
        .sorted(Comparator.comparing(Found::name))
        .toList();
  }
}
