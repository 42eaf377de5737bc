package dev.pixdelta.torch;

import ai.djl.engine.Engine;
import ai.djl.util.Utils;
import dev.pixdelta.text.Sentence;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The native engine on the disk, in a folder for each version of it: unpacked once from the jars of
 * the class path, to where DJL looks for it. Each start compares the sizes of its files with those
 * in the jars; a library that lost its end with the power would kill the process. Checksums are
 * compared when loading failed. Only files that differ are unpacked again, and nothing is deleted.
 */
final class EngineFolder {
  /** Room that is left on the disk. */
  private static final long SPARE = 20_000_000;

  /** Unpacking never takes this long. */
  private static final Duration ABANDONED = Duration.ofHours(1);

  private final Path root;
  private final Path folder;
  private final List<EngineLibrary> libraries;
  private final Runnable loader;

  /**
   * @param root of all engines
   * @param folder of this one, inside
   * @param libraries what is unpacked; empty if the engine comes from elsewhere
   * @param loader loads what is in the folder
   */
  EngineFolder(Path root, Path folder, List<EngineLibrary> libraries, Runnable loader) {
    this.root = root;
    this.folder = folder;
    this.libraries = List.copyOf(libraries);
    this.loader = loader;
  }

  /**
   * The engine of this process.
   *
   * @param cacheFolder the root of what is kept between runs
   * @throws EngineException if this system has none
   */
  static EngineFolder in(Path cacheFolder) {
    Path root = root(cacheFolder);
    Runnable loader =
        () -> {
          use(cacheFolder);
          Engine unused = Engine.getEngine("PyTorch");
        };
    Path external = external(Utils::getEnvOrSystemProperty);
    if (external != null) {
      return new EngineFolder(root, external, List.of(), loader);
    }
    EngineVersion version;
    List<EngineLibrary> libraries;
    try {
      version = EngineVersion.onClassPath();
      libraries = version == null ? List.of() : version.libraries();
    } catch (IOException e) {
      throw new EngineException(
          Sentence.of(
              "The native engine is missing in this installation ({0}); build or install Pixdelta again",
              e.getMessage()),
          e);
    }
    if (version == null) {
      throw new EngineException(
          Sentence.of(
              "Pixdelta brings no native engine for {0}; set PYTORCH_LIBRARY_PATH to a folder with one",
              EngineVersion.system()));
    }
    String wanted = Utils.getEnvOrSystemProperty("PYTORCH_VERSION", "");
    if (!version.pytorch().startsWith(wanted)) {
      throw new EngineException(
          Sentence.of(
              "PYTORCH_VERSION asks for PyTorch {0}, but this installation brings {1}; unset it, or set PYTORCH_LIBRARY_PATH to a folder with that version",
              wanted, version.pytorch()));
    }
    return new EngineFolder(
        root, root.resolve("pytorch").resolve(version.folder()), libraries, loader);
  }

  /** Where DJL keeps native libraries: the user's choice for all its programs, or our own. */
  private static Path root(Path cacheFolder) {
    String chosen = System.getenv("ENGINE_CACHE_DIR");
    return chosen == null || chosen.isEmpty() ? cacheFolder.resolve("engine") : Path.of(chosen);
  }

  /** Makes this the place of DJL's native libraries, those without an engine included. */
  static void use(Path cacheFolder) {
    System.setProperty("ENGINE_CACHE_DIR", root(cacheFolder).toString());
  }

  /**
   * The libtorch that the user wants instead of ours, by DJL's rules.
   *
   * @param setting the value of an environment variable or system property, null if unset
   * @return its folder; null if there is none
   */
  static @Nullable Path external(UnaryOperator<@Nullable String> setting) {
    String places = setting.apply("PYTORCH_LIBRARY_PATH");
    if (places == null) {
      return null;
    }
    String library = System.mapLibraryName("torch");
    return Arrays.stream(places.split(File.pathSeparator))
        .filter(place -> !place.isEmpty())
        .map(Path::of)
        .map(place -> place.endsWith(library) ? place : place.resolve(library))
        .filter(Files::isRegularFile)
        .map(file -> file.toAbsolutePath().getParent())
        .findFirst()
        .orElse(null);
  }

  /** How much of the engine lies ready, 0 to 1; 1 means that loading will not have to unpack. */
  double unpacked() {
    long ready = size() - missing();
    if (ready == size()) {
      return 1;
    }
    try {
      ready += Files.size(temporary());
    } catch (IOException e) {
      // nothing is being unpacked
    }
    return Math.min((double) ready / size(), 0.99);
  }

  private long size() {
    return libraries.stream().mapToLong(EngineLibrary::size).sum();
  }

  private long missing() {
    return libraries.stream()
        .filter(library -> !library.isIn(folder))
        .mapToLong(EngineLibrary::size)
        .sum();
  }

  private Path temporary() {
    return root.resolve("unpacking.tmp");
  }

  /**
   * Unpacks what is missing. Another thread or process that is at it is waited for.
   *
   * @throws EngineException if the disk is full or cannot be written to
   */
  void unpack() {
    synchronized (EngineFolder.class) { // the lock on the file is the process's
      if (missing() == 0) {
        return;
      }
      try {
        Files.createDirectories(folder);
        try (FileChannel file =
                FileChannel.open(
                    root.resolve("unpacking.lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            FileLock _ = file.lock()) {
          deleteAbandoned();
          requireRoom();
          for (EngineLibrary library : libraries) {
            if (!library.isIn(folder)) {
              unpack(library);
            }
          }
        }
      } catch (ZipException | EOFException e) {
        throw new EngineException(
            Sentence.of(
                "The native engine in this installation is damaged ({0}); build or install Pixdelta again",
                e.getMessage()),
            e);
      } catch (IOException e) {
        requireRoom();
        throw new EngineException(
            Sentence.of(
                "The native engine cannot be unpacked into {0}, which cannot be written to; set PIXDELTA_HOME to a folder that can",
                folder),
            e);
      }
    }
  }

  private void requireRoom() {
    long needed = missing() + SPARE;
    // Not by its file store, which Java looks for among the mounts, and misses in a chroot.
    long free = root.toFile().getUsableSpace();
    if (free < needed && Files.isDirectory(root)) {
      throw new EngineException(
          Sentence.of(
              "The native engine needs {0} MB on the disk of {1}, where {2} MB are free; free some space or set PIXDELTA_HOME to a folder on another disk",
              needed / 1_000_000, root, free / 1_000_000));
    }
  }

  /** The file appears whole or not at all, whatever happens to the process or the power. */
  private void unpack(EngineLibrary library) throws IOException {
    Path temporary = temporary();
    try {
      try (InputStream in = library.open();
          FileChannel out =
              FileChannel.open(
                  temporary,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE,
                  StandardOpenOption.TRUNCATE_EXISTING)) {
        in.transferTo(Channels.newOutputStream(out));
        out.force(true);
      }
      Files.move(
          temporary,
          folder.resolve(library.name()),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** What DJL leaves when it is killed while it unpacks by itself. */
  private void deleteAbandoned() throws IOException {
    Instant before = Instant.now().minus(ABANDONED);
    try (DirectoryStream<Path> folders =
        Files.newDirectoryStream(root.resolve("pytorch"), "tmp*")) {
      for (Path abandoned : folders) {
        if (Files.getLastModifiedTime(abandoned).toInstant().isBefore(before)) {
          Utils.deleteQuietly(abandoned);
        }
      }
    }
  }

  /**
   * Unpacks the engine if it is not there, and loads it if this process has not.
   *
   * @throws EngineException if that fails
   */
  void load() {
    synchronized (EngineFolder.class) {
      EngineEnvironment.prepare();
      System.setProperty("OPT_OUT_TRACKING", "true");
      System.setProperty("ai.djl.offline", "true");
      System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
      unpack();
      try {
        loader.run();
      } catch (ai.djl.engine.EngineException | LinkageError e) {
        List<EngineLibrary> damaged =
            libraries.stream().filter(library -> !library.isIntactIn(folder)).toList();
        if (damaged.isEmpty()) {
          throw failure(e);
        }
        replace(damaged);
      }
    }
  }

  private void replace(List<EngineLibrary> damaged) {
    try {
      for (EngineLibrary library : damaged) {
        Files.delete(folder.resolve(library.name()));
      }
    } catch (IOException e) {
      throw new EngineException(
          Sentence.of(
              "The native engine in {0} is damaged and cannot be replaced; delete that folder and"
                  + " try again",
              folder),
          e);
    }
    unpack();
    try {
      loader.run();
    } catch (ai.djl.engine.EngineException | LinkageError e) {
      throw failure(e);
    }
  }

  private EngineException failure(Throwable e) {
    return LoadFailure.of(e, folder, AddressSpace.left(), LoadFailure.isNoexec(folder));
  }
}
