package dev.pixdelta.hub;

import dev.pixdelta.text.Sentence;
import dev.pixdelta.weights.ModelFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The cache that the Hugging Face tools keep: {@code models--ORG--NAME/refs/main} names a folder
 * under {@code models--ORG--NAME/snapshots}. Read, never written.
 *
 * @param root the folder that holds the {@code models--*}; need not exist
 */
record HubCache(Path root) {
  private static final String PREFIX = "models--";

  /** What the tools leave in a folder that they fetched a model into. */
  private static final String LOCAL = ".cache/huggingface/download";

  /** A repository with a snapshot. {@code id} is ORG/NAME, or NAME alone. */
  record Snapshot(String id, Path folder) {
    String name() {
      return id.substring(id.indexOf('/') + 1);
    }
  }

  /** Where the tools keep it: the first of their variables that is set, else their default. */
  static HubCache of(Map<String, String> env, Properties system) {
    Path home = Folders.home(env, system);
    for (String variable : List.of("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE")) {
      Path set = expanded(env.get(variable), home);
      if (set != null) {
        return new HubCache(set);
      }
    }
    Path set = expanded(env.get("HF_HOME"), home);
    if (set != null) {
      return new HubCache(set.resolve("hub"));
    }
    Path xdg = Folders.absolute(env.get("XDG_CACHE_HOME"));
    return new HubCache((xdg == null ? home.resolve(".cache") : xdg).resolve("huggingface/hub"));
  }

  private static @Nullable Path expanded(@Nullable String text, Path home) {
    return Folders.path(text != null && text.startsWith("~/") ? home + text.substring(1) : text);
  }

  /** The id of the repository whose snapshot a folder is; empty for other folders. */
  static Optional<String> repository(Path folder) {
    Path snapshots = folder.toAbsolutePath().normalize().getParent();
    Path repository = snapshots == null ? null : snapshots.getParent();
    return snapshots == null || repository == null || !snapshots.endsWith("snapshots")
        ? Optional.empty()
        : id(repository);
  }

  private static Optional<String> id(Path repository) {
    String name = String.valueOf(repository.getFileName());
    return name.startsWith(PREFIX)
        ? Optional.of(name.substring(PREFIX.length()).replaceFirst("--", "/"))
        : Optional.empty();
  }

  /**
   * Reads something of a model; where a file is missing that the hub's tools should have fetched,
   * into a snapshot or a folder of the user's choice, says how to get it.
   *
   * @throws ModelFileException what the reading throws
   */
  static <T> T told(Path folder, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (ModelFileException e) {
      if (!e.isMissing()) {
        throw e;
      }
      Optional<String> id = repository(folder);
      if (id.isPresent()) {
        throw e.with(
            Sentence.of("the download is incomplete, finish it with: hf download {0}", id.get()));
      }
      throw Files.isDirectory(folder.resolve(LOCAL))
          ? e.with(Sentence.of("the download is incomplete, start it again to finish it"))
          : e;
    }
  }

  /** All repositories that have a snapshot, by id. */
  List<Snapshot> snapshots() {
    List<Snapshot> out = new ArrayList<>();
    for (Path repository : folders(root)) {
      id(repository)
          .ifPresent(id -> snapshot(repository).ifPresent(s -> out.add(new Snapshot(id, s))));
    }
    out.sort(Comparator.comparing(Snapshot::id));
    return out;
  }

  /** What refs/main names; without it (a download of another revision) the newest there is. */
  private static Optional<Path> snapshot(Path repository) {
    Path snapshots = repository.resolve("snapshots");
    Path ref = repository.resolve("refs").resolve("main");
    if (Files.isRegularFile(ref)) {
      try (InputStream in = Files.newInputStream(ref)) {
        String hash = new String(in.readNBytes(200), StandardCharsets.UTF_8).strip();
        if (hash.matches("[0-9A-Za-z_-]{1,100}") && Files.isDirectory(snapshots.resolve(hash))) {
          return Optional.of(snapshots.resolve(hash));
        }
      } catch (IOException e) {
        // As if there were none.
      }
    }
    return folders(snapshots).stream().max(Comparator.comparing(HubCache::modified));
  }

  private static long modified(Path folder) {
    try {
      return Files.getLastModifiedTime(folder).toMillis();
    } catch (IOException e) {
      return 0;
    }
  }

  /** Whether a folder can be read and has nothing in it. */
  static boolean isEmpty(Path folder) {
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      return !stream.iterator().hasNext();
    } catch (IOException | DirectoryIteratorException e) {
      return false;
    }
  }

  /** The folders in a folder, by name; none if it cannot be read. */
  static List<Path> folders(Path parent) {
    List<Path> out = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(parent, Files::isDirectory)) {
      stream.forEach(out::add);
    } catch (IOException | DirectoryIteratorException e) {
      return List.of();
    }
    out.sort(Comparator.naturalOrder());
    return out;
  }
}
