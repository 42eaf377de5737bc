package dev.pixdelta.studio.gallery;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears from the system that something changed in a folder or below it. Where the system can watch
 * a whole tree it watches that: on Windows a folder that is watched by itself cannot be moved with
 * the folder that it lies in. Where the system has no watches left, or none for a network drive,
 * this stays silent.
 */
final class FolderWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);

  /** How the system is asked to watch a folder. */
  interface Registration {
    /**
     * @param tree whether with all that is below it
     * @throws UnsupportedOperationException if the system cannot watch a tree
     */
    WatchKey register(Path folder, WatchService service, boolean tree) throws IOException;
  }

  private final Path root;
  private final WatchService service;
  private final Registration registration;
  private final Runnable changed;
  private final Map<Path, WatchKey> keys = new HashMap<>();
  private boolean wholeTree = true;

  FolderWatch(Path root, WatchService service, Registration registration, Runnable changed) {
    this.root = root;
    this.service = service;
    this.registration = registration;
    this.changed = changed;
  }

  /**
   * Starts watching nothing yet.
   *
   * @param root all folders that will be watched are this one or lie below it
   * @param changed called on a thread of the watch; returns at once
   * @return null if the system cannot watch
   */
  static @Nullable FolderWatch open(Path root, Runnable changed) {
    try {
      FolderWatch watch =
          new FolderWatch(
              root, root.getFileSystem().newWatchService(), FolderWatch::register, changed);
      Thread.ofPlatform().daemon().name("gallery-watch").start(watch::listen);
      return watch;
    } catch (IOException | UnsupportedOperationException e) {
      LOG.debug("folders are not watched", e);
      return null;
    }
  }

  private static WatchKey register(Path folder, WatchService service, boolean tree)
      throws IOException {
    WatchEvent.Kind<?>[] kinds = {
      StandardWatchEventKinds.ENTRY_CREATE,
      StandardWatchEventKinds.ENTRY_DELETE,
      StandardWatchEventKinds.ENTRY_MODIFY
    };
    return tree ? folder.register(service, kinds, fileTree()) : folder.register(service, kinds);
  }

  /** The JDK's own modifier, by its name: javac warns of classes outside the specification. */
  private static WatchEvent.Modifier fileTree() {
    try {
      Class<?> modifiers = Class.forName("com.sun.nio.file.ExtendedWatchEventModifier");
      for (Object modifier : Objects.requireNonNull(modifiers.getEnumConstants())) {
        if (modifier instanceof WatchEvent.Modifier tree && tree.name().equals("FILE_TREE")) {
          return tree;
        }
      }
    } catch (ClassNotFoundException e) {
      LOG.debug("no trees can be watched", e);
    }
    throw new UnsupportedOperationException();
  }

  /** Watches these folders and no others. */
  synchronized void watch(Collection<Path> folders) {
    if (wholeTree) {
      keep(List.of(root));
    }
    if (!wholeTree) {
      keep(folders);
    }
  }

  private void keep(Collection<Path> folders) {
    keys.entrySet()
        .removeIf(
            e -> {
              boolean gone = !folders.contains(e.getKey()) || !e.getValue().isValid();
              if (gone) {
                e.getValue().cancel();
              }
              return gone;
            });
    for (Path folder : folders) {
      try {
        if (!keys.containsKey(folder)) {
          keys.put(folder, registration.register(folder, service, wholeTree));
        }
      } catch (UnsupportedOperationException e) {
        wholeTree = false;
        return;
      } catch (IOException | ClosedWatchServiceException e) {
        LOG.debug("{} is not watched", folder, e);
      }
    }
  }

  synchronized boolean isWatched(@Nullable Path folder) {
    WatchKey key = keys.get(wholeTree ? root : folder);
    return key != null && key.isValid();
  }

  void listen() {
    try {
      while (true) {
        WatchKey key = service.take();
        boolean heard = false;
        for (WatchEvent<?> event : key.pollEvents()) {
          heard |= !(event.context() instanceof Path path) || !isHidden(path);
        }
        key.reset();
        if (heard) {
          changed.run();
        }
      }
    } catch (ClosedWatchServiceException e) {
      // closed
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Hidden files are temporaries, ours too. */
  private static boolean isHidden(Path path) {
    return String.valueOf(path.getFileName()).startsWith(".");
  }

  @Override
  public void close() {
    try {
      service.close();
    } catch (IOException e) {
      LOG.debug("watch", e);
    }
  }
}
