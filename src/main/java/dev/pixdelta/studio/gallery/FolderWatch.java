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
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears from the system that something changed in one of many folders. Where the system has no
 * watches left, or none for a network drive, it stays silent.
 */
final class FolderWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);

  private final WatchService service;
  private final Runnable changed;
  private final Map<Path, WatchKey> keys = new HashMap<>();

  private FolderWatch(WatchService service, Runnable changed) {
    this.service = service;
    this.changed = changed;
  }

  /**
   * Starts watching nothing yet.
   *
   * @param changed called on a thread of the watch; returns at once
   * @return null if the system cannot watch
   */
  static @Nullable FolderWatch open(Path root, Runnable changed) {
    try {
      FolderWatch watch = new FolderWatch(root.getFileSystem().newWatchService(), changed);
      Thread.ofPlatform().daemon().name("gallery-watch").start(watch::listen);
      return watch;
    } catch (IOException | UnsupportedOperationException e) {
      LOG.debug("folders are not watched", e);
      return null;
    }
  }

  /** Watches these folders and no others. */
  synchronized void watch(Collection<Path> folders) {
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
          keys.put(
              folder,
              folder.register(
                  service,
                  StandardWatchEventKinds.ENTRY_CREATE,
                  StandardWatchEventKinds.ENTRY_DELETE,
                  StandardWatchEventKinds.ENTRY_MODIFY));
        }
      } catch (IOException | ClosedWatchServiceException e) {
        LOG.debug("{} is not watched", folder, e);
      }
    }
  }

  synchronized boolean isWatched(@Nullable Path folder) {
    WatchKey key = keys.get(folder);
    return key != null && key.isValid();
  }

  private void listen() {
    try {
      while (true) {
        WatchKey key = service.take();
        boolean heard = false;
        for (WatchEvent<?> event : key.pollEvents()) {
          // Hidden files are temporaries, ours too.
          heard |= event.context() == null || !event.context().toString().startsWith(".");
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

  @Override
  public void close() {
    try {
      service.close();
    } catch (IOException e) {
      LOG.debug("watch", e);
    }
  }
}
