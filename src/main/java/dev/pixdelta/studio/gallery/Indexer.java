package dev.pixdelta.studio.gallery;

import dev.pixdelta.studio.picture.PictureFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a {@link Catalogue} as the disk is, on a thread of its own: first what the index knows,
 * then what changed since, then whatever the system reports or somebody asks for.
 */
final class Indexer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Indexer.class);
  private static final int BATCH = 256;
  private static final long CLOSING_SECONDS = 10;
  // A folder in which another program saves without pause must not keep a core busy.
  private static final long MIN_DELAY_MILLIS = 400;
  private static final int REST = 4;

  private final Path root;
  private final Catalogue catalogue;
  private final Runnable changed;
  private final ScheduledThreadPoolExecutor worker;
  private final CountDownLatch loaded = new CountDownLatch(1);
  private final AtomicBoolean waitingNow = new AtomicBoolean();
  private final AtomicBoolean waitingSoon = new AtomicBoolean();
  private final @Nullable FolderWatch watch;
  private volatile boolean closed;
  private volatile boolean scanning = true;
  private volatile @Nullable String problem;
  private volatile long lastMillis;
  private @Nullable GalleryIndex index; // the worker's
  private @Nullable Long device; // of the root when it was last walked; the worker's

  Indexer(Path root, Path database, Catalogue catalogue, Runnable changed) {
    this.root = root;
    this.catalogue = catalogue;
    this.changed = changed;
    this.worker =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("gallery-index").factory());
    this.watch = FolderWatch.open(root, this::rescanSoon);
    worker.execute(() -> load(database));
    worker.execute(this::scan);
  }

  /** Waits until what the index knows is in the catalogue. */
  void awaitLoaded() {
    try {
      loaded.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  boolean isScanning() {
    return scanning;
  }

  /** Why the folder cannot be shown as it is now, as a sentence; or null. */
  @Nullable String problem() {
    return problem;
  }

  /** Looks for changes now. */
  void rescan() {
    schedule(waitingNow, 0);
  }

  /** Looks for changes in a while, with all that come until then. */
  void rescanSoon() {
    schedule(waitingSoon, Math.max(MIN_DELAY_MILLIS, REST * lastMillis));
  }

  private void schedule(AtomicBoolean waiting, long millis) {
    if (!waiting.compareAndSet(false, true)) {
      return; // the one that waits will see what this one would
    }
    try {
      ScheduledFuture<?> unused =
          worker.schedule(
              () -> {
                waiting.set(false);
                scan();
              },
              millis,
              TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("closed", e);
    }
  }

  /** A picture was taken in outside a scan; its folder may be new. */
  void saved(Path picture) {
    save();
    if (watch != null && !watch.isWatched(picture.getParent())) {
      rescanSoon();
    }
  }

  /** Writes what changed to the index, soon. */
  void save() {
    try {
      worker.execute(this::writeChanges);
    } catch (RejectedExecutionException e) {
      LOG.debug("closed", e); // the next start will find it on the disk
    }
  }

  private void load(Path database) {
    try {
      GalleryIndex.Opened opened = GalleryIndex.open(database, root);
      index = opened.index();
      device = opened.contents().device();
      catalogue.load(opened.contents().entries(), opened.contents().folders());
    } finally {
      loaded.countDown();
      changed.run();
    }
  }

  private void scan() {
    scanning = true;
    long start = System.nanoTime();
    try {
      FolderListing listing = FolderListing.of(root);
      Long found = deviceOf(root);
      if (listing.pictures().isEmpty()
          && listing.folders().isEmpty()
          && !catalogue.files().isEmpty()
          && device != null
          && !device.equals(found)) {
        // The empty folder that a drive was mounted on.
        problem = root + ": is empty; if the pictures are on a drive, connect it";
        return;
      }
      problem = null;
      device = found;
      if (watch != null) {
        Set<Path> folders = new HashSet<>(listing.folders());
        folders.add(root);
        watch.watch(folders);
      }
      update(listing);
    } catch (NoSuchFileException e) {
      problem =
          catalogue.files().isEmpty()
              ? null // the first picture will make it
              : root + ": is not there; if it is on a drive, connect it";
    } catch (IOException e) {
      problem = new PictureFileException(root, "the pictures cannot be listed", e).getMessage();
    } catch (RuntimeException e) {
      LOG.error("scan of {}", root, e);
    } finally {
      lastMillis = (System.nanoTime() - start) / 1_000_000;
      scanning = false;
      changed.run();
    }
  }

  private void update(FolderListing listing) {
    updateFolders(listing);
    for (Path file : List.copyOf(catalogue.files())) {
      Entry seen = catalogue.get(file);
      // One that came after the listing is not in it, but is there.
      if (!listing.pictures().containsKey(file)
          && !listing.isUnknown(file)
          && !FolderListing.isPicture(file)) {
        catalogue.remove(file, seen);
      }
    }
    changed.run();
    List<Path> fresh = new ArrayList<>();
    listing
        .pictures()
        .forEach(
            (file, found) -> {
              Entry known = catalogue.get(file);
              if (known == null
                  || !known.stamp().equals(found.stamp())
                  || !known.sidecar().equals(found.sidecar())) {
                fresh.add(file);
              }
            });
    for (int i = 0; i < fresh.size() && !closed; i += BATCH) {
      fresh.subList(i, Math.min(i + BATCH, fresh.size())).parallelStream().forEach(this::read);
      writeChanges();
      changed.run();
    }
    writeChanges();
  }

  /** Reads a picture; what others do with it meanwhile is newer. */
  private void read(Path file) {
    Entry seen = catalogue.get(file);
    try {
      catalogue.replace(seen, Entry.read(file));
      if (!FolderListing.isPicture(file)) {
        catalogue.remove(file); // it was moved while it was read
      }
    } catch (IOException | PictureFileException e) {
      LOG.debug("not in the gallery: {}", file, e);
      catalogue.remove(file, seen);
    }
  }

  private void updateFolders(FolderListing listing) {
    Set<Path> known = catalogue.folderPaths();
    known.addAll(listing.folders());
    known.removeIf(
        f -> !listing.folders().contains(f) && !listing.isUnknown(f) && !Files.isDirectory(f));
    if (index == null) {
      return;
    }
    try {
      index.saveFolders(root, List.copyOf(known), device);
    } catch (SQLException e) {
      LOG.warn("gallery index", e);
    }
  }

  private void writeChanges() {
    List<Path> files = catalogue.takeChanged();
    if (files.isEmpty() || index == null) {
      return;
    }
    List<Entry> entries = new ArrayList<>();
    List<Path> removed = new ArrayList<>();
    for (Path file : files) {
      Entry entry = catalogue.get(file);
      if (entry == null) {
        removed.add(file);
      } else {
        entries.add(entry);
      }
    }
    try {
      index.save(root, entries, removed);
    } catch (SQLException e) {
      // The next start finds those files changed and reads them again.
      LOG.warn("gallery index", e);
    }
  }

  private static @Nullable Long deviceOf(Path path) {
    try {
      return ((Number) Files.getAttribute(path, "unix:dev")).longValue();
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return null; // no such thing on this system
    }
  }

  /** Writes what is left; waits for a scan to stop. */
  @Override
  public void close() {
    if (worker.isShutdown()) {
      return;
    }
    closed = true;
    if (watch != null) {
      watch.close();
    }
    try {
      worker
          .submit(
              () -> {
                writeChanges();
                if (index != null) {
                  index.close();
                  index = null;
                }
              })
          .get(CLOSING_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("gallery index", e);
    }
    worker.shutdownNow();
  }
}
