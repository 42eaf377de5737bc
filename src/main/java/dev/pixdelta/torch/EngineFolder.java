package dev.pixdelta.torch;

import ai.djl.engine.Engine;
import ai.djl.util.Platform;
import dev.pixdelta.text.Sentence;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where DJL unpacks the native engine, once, and loads it from.
 *
 * <p>After the first time it was loaded, a file beside it says how many bytes it has. Without that
 * file, or with other bytes, it is unpacked anew: a library that lost its end with the power would
 * kill the process, at every start.
 */
final class EngineFolder {
  /** Bytes that unpacking needs, with some to spare. */
  private static final long NEEDED = 500_000_000;

  private final Path root;

  EngineFolder(Path root) {
    this.root = root;
  }

  /** Whether loading will not have to unpack anything. */
  boolean isUnpacked() {
    Path libraries = libraries();
    try {
      return Files.isDirectory(libraries)
          && Files.readString(record(libraries)).equals(size(libraries));
    } catch (IOException | DirectoryIteratorException e) {
      return false;
    }
  }

  /** DJL's name for what it unpacks: see its LibUtils. */
  private Path libraries() {
    Platform p = Platform.detectPlatform("pytorch");
    return root.resolve("pytorch")
        .resolve(p.getVersion() + "-" + p.getFlavor() + "-" + p.getClassifier());
  }

  private Path record(Path libraries) {
    return root.resolve(libraries.getFileName() + ".size");
  }

  private static String size(Path folder) throws IOException {
    long size = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        size += Files.size(file);
      }
    }
    return Long.toString(size);
  }

  /**
   * Unpacks the engine if it is not there, and loads it if this process has not. Another thread
   * that is at it is waited for: the lock on the file is the process's.
   *
   * @throws EngineException if that fails
   */
  void load() {
    synchronized (EngineFolder.class) {
      loadAlone();
    }
  }

  private void loadAlone() {
    EngineEnvironment.prepare();
    use();
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
    if (!isUnpacked()) {
      unpackAndLoad();
      return;
    }
    try {
      Engine.getEngine("PyTorch");
    } catch (ai.djl.engine.EngineException | LinkageError e) {
      // It loaded once, so it can be had.
      delete(libraries());
      throw new EngineException(
          Sentence.of(
              "The native engine in {0} is damaged and cannot be loaded; it was deleted and will be"
                  + " unpacked again at the next try",
              root),
          e);
    }
  }

  /** Makes this the place of DJL's native libraries, those without an engine included. */
  void use() {
    System.setProperty("ENGINE_CACHE_DIR", root.toString());
  }

  private void unpackAndLoad() {
    try {
      Files.createDirectories(root);
      try (FileChannel file =
              FileChannel.open(
                  root.resolve("unpacking.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock _ = file.lock()) { // another process may be at it: then wait and use its work
        if (!isUnpacked()) {
          // With the lock held nobody is unpacking: every temporary folder is a dead one's.
          delete(root.resolve("pytorch"));
          // Not by its file store, which Java looks for among the mounts, and misses in a chroot.
          long free = root.toFile().getUsableSpace();
          if (free < NEEDED) {
            throw new EngineException(
                Sentence.of(
                    "The native engine needs {0} MB on the disk of {1}, where {2} MB are free; free"
                        + " some space or set PIXDELTA_HOME to a folder on another disk",
                    NEEDED / 1_000_000, root, free / 1_000_000));
          }
        }
        Engine.getEngine("PyTorch");
        Path libraries = libraries();
        if (Files.isDirectory(libraries)) { // else this process has it from another folder
          Files.writeString(record(libraries), size(libraries));
        }
      }
    } catch (IOException e) {
      throw new EngineException(
          Sentence.of(
              "The folder {0} for the native engine cannot be written to; set PIXDELTA_HOME to one"
                  + " that can",
              root),
          e);
    } catch (ai.djl.engine.EngineException | LinkageError e) {
      throw new EngineException(
          Sentence.of(
              "The native engine cannot be unpacked to {0} and loaded from there; the disk may be"
                  + " full, or this platform not supported",
              root),
          e);
    }
  }

  /** What cannot be deleted costs space, or fails again where it matters. */
  private static void delete(Path tree) {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(tree)) {
      List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    } catch (IOException e) {
      // see above
    }
  }
}
