package dev.pixdelta.studio.gallery;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes all changes of a catalogue, one after the other on one thread: what a scan finds, what the
 * user does to pictures, what was saved. A change works on the files and on the catalogue in one
 * go, so that none ever sees another one half done (decision 0020). Who only wants to know is given
 * what was there after the last change and waits for nobody. Safe for any thread.
 */
final class CatalogueWriter {
  private static final Logger LOG = LoggerFactory.getLogger(CatalogueWriter.class);

  private final Path root;
  private final ThreadPoolExecutor thread;
  private final Catalogue catalogue;
  private final Runnable changed;
  private final CountDownLatch loaded = new CountDownLatch(1);
  private volatile CatalogueSnapshot snapshot;
  private volatile @Nullable Long device;
  private @Nullable GalleryIndex index; // the thread's
  private @Nullable Long savedDevice; // the thread's

  /**
   * Reads the index, on the thread.
   *
   * @param thread of {@link #newThread}; several writers may share one
   * @param changed called on the thread when there is something new to be seen
   */
  CatalogueWriter(Path root, Path database, ThreadPoolExecutor thread, Runnable changed) {
    this.root = root;
    this.thread = thread;
    this.catalogue = new Catalogue(root);
    this.changed = changed;
    this.snapshot = CatalogueSnapshot.empty(root);
    thread.execute(() -> load(database));
  }

  /** A thread that is there while there is something to do, so that nobody needs to end it. */
  static ThreadPoolExecutor newThread() {
    ThreadPoolExecutor thread =
        new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("gallery-writer").factory());
    thread.allowCoreThreadTimeOut(true);
    return thread;
  }

  private void load(Path database) {
    try {
      GalleryIndex.Opened opened = GalleryIndex.open(database, root);
      index = opened.index();
      device = opened.contents().device();
      savedDevice = device;
      catalogue.load(opened.contents().entries(), opened.contents().folders());
    } catch (RuntimeException e) {
      LOG.error("gallery index", e); // the scan will find all of it
    } finally {
      snapshot = catalogue.snapshot();
      loaded.countDown();
      changed.run();
    }
  }

  /**
   * What was there after the last change. Waits for nothing but, at the very start, for the index
   * to be read.
   */
  CatalogueSnapshot snapshot() {
    try {
      loaded.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return snapshot;
  }

  /**
   * Changes files and catalogue when all that was asked for before is done.
   *
   * @return the answer, or what the work throws
   */
  <T> CompletableFuture<T> change(Function<Catalogue, T> work) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return work.apply(catalogue);
          } finally {
            show();
          }
        },
        thread);
  }

  /** Which device the root was on when it was last listed, or null. */
  @Nullable Long device() {
    return device;
  }

  void setDevice(@Nullable Long found) {
    device = found;
  }

  private void show() {
    if (catalogue.takeUnseen()) {
      snapshot = catalogue.snapshot();
      changed.run();
    }
    if (thread.getQueue().isEmpty()) {
      save();
    }
  }

  private void save() {
    if (index == null) {
      return;
    }
    List<Entry> entries = new ArrayList<>();
    List<Path> removed = new ArrayList<>();
    for (Path file : catalogue.takeUnsaved()) {
      Entry entry = catalogue.get(file);
      if (entry == null) {
        removed.add(file);
      } else {
        entries.add(entry);
      }
    }
    Long found = device;
    try {
      if (!entries.isEmpty() || !removed.isEmpty()) {
        index.save(root, entries, removed);
      }
      if (catalogue.takeUnsavedFolders() || !Objects.equals(found, savedDevice)) {
        index.saveFolders(root, catalogue.folders(), found);
        savedDevice = found;
      }
    } catch (SQLException e) {
      // The next start finds those files changed and reads them again.
      LOG.warn("gallery index", e);
    }
  }

  /**
   * Writes what is left to the index and closes it, when all that was asked for before is done.
   * What is asked for later is done too, but found by the next start only.
   */
  CompletableFuture<Void> close() {
    return CompletableFuture.runAsync(
        () -> {
          save();
          if (index != null) {
            index.close();
            index = null;
          }
        },
        thread);
  }
}
