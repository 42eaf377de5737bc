package dev.pixdelta.studio.gallery;

import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.text.Sentence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks through the folder on a thread of its own: at the start, whenever the system reports a
 * change, and when it is asked to. It changes nothing: where the disk looks different from the
 * catalogue, it has the {@link CatalogueWriter} look there itself.
 */
final class Scanner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Scanner.class);

  /** Pictures that the writer looks at before it does what else it was asked for. */
  private static final int BATCH = 256;

  // A folder in which another program saves without pause must not keep a core busy.
  private static final long MIN_DELAY_MILLIS = 400;
  private static final int REST = 4;

  private final Path root;
  private final CatalogueWriter writer;
  private final Runnable changed;
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("gallery-scan").factory());
  private final AtomicBoolean waitingNow = new AtomicBoolean();
  private final AtomicBoolean waitingSoon = new AtomicBoolean();
  private final @Nullable FolderWatch watch;
  private volatile boolean closed;
  private volatile boolean running;
  private volatile @Nullable Sentence problem;
  private volatile long lastMillis;

  /** Begins to look. */
  Scanner(Path root, CatalogueWriter writer, Runnable changed) {
    this.root = root;
    this.writer = writer;
    this.changed = changed;
    this.watch = FolderWatch.open(root, this::rescanSoon);
    rescan();
  }

  /** Whether it looks or is about to. */
  boolean isScanning() {
    return !closed && (waitingNow.get() || running);
  }

  /** Why the folder cannot be shown as it is now, as a sentence; or null. */
  @Nullable Sentence problem() {
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

  /** A picture is there; if its folder is new, others may be in it. */
  void saved(Path picture) {
    if (watch != null && !watch.isWatched(picture.getParent())) {
      rescanSoon();
    }
  }

  private void schedule(AtomicBoolean waiting, long millis) {
    if (!waiting.compareAndSet(false, true)) {
      return; // the one that waits will see what this one would
    }
    try {
      ScheduledFuture<?> unused =
          thread.schedule(
              () -> {
                running = true;
                waiting.set(false);
                scan();
              },
              millis,
              TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("closed", e);
    }
  }

  private void scan() {
    CatalogueSnapshot before = writer.snapshot();
    long start = System.nanoTime();
    try {
      FolderListing listing = FolderListing.of(root, () -> closed);
      Long found = deviceOf(root);
      Long device = writer.device();
      if (listing.isEmpty()
          && !before.entries().isEmpty()
          && device != null
          && !device.equals(found)) {
        // The empty folder that a drive was mounted on.
        problem =
            Sentence.of(
                "{0}: {1}",
                root, Sentence.of("is empty; if the pictures are on a drive, connect it"));
        return;
      }
      problem = null;
      writer.setDevice(found);
      if (watch != null) {
        Set<Path> folders = new HashSet<>(listing.folders());
        folders.add(root);
        watch.watch(folders);
      }
      hand(listing);
    } catch (NoSuchFileException e) {
      problem =
          before.entries().isEmpty()
              ? null // the first picture will make it
              : Sentence.of(
                  "{0}: {1}", root, Sentence.of("is not there; if it is on a drive, connect it"));
    } catch (IOException e) {
      problem = new PictureFileException(root, "the pictures cannot be listed", e).sentence();
    } catch (RuntimeException e) {
      LOG.error("scan of {}", root, e);
    } finally {
      lastMillis = (System.nanoTime() - start) / 1_000_000;
      running = false;
      changed.run();
    }
  }

  /** Hands the places to the writer where listing and catalogue differ. */
  private void hand(FolderListing listing) {
    CatalogueSnapshot now = writer.snapshot();
    Set<Path> folders = new HashSet<>(listing.folders()); // in the end, those in one of both alone
    for (Path folder : now.folders()) {
      if (!folders.remove(folder) && !listing.isUnknown(folder)) {
        folders.add(folder);
      }
    }
    List<Path> gone = new ArrayList<>();
    Map<Path, FolderListing.Found> left = new HashMap<>(listing.pictures());
    for (Entry entry : now.entries()) {
      Path file = entry.picture().file();
      FolderListing.Found found = left.get(file);
      if (found == null) {
        if (!listing.isUnknown(file)) {
          gone.add(file);
        }
      } else if (found.stamp().equals(entry.stamp()) && found.sidecar().equals(entry.sidecar())) {
        left.remove(file);
      }
    }
    wait(folders, gone);
    List<Path> fresh = List.copyOf(left.keySet());
    for (int i = 0; i < fresh.size() && !closed; i += BATCH) {
      wait(Set.of(), fresh.subList(i, Math.min(i + BATCH, fresh.size())));
    }
  }

  private void wait(Set<Path> folders, List<Path> files) {
    boolean unused =
        writer
            .change(
                catalogue -> {
                  if (!closed) {
                    catalogue.refreshFolders(folders);
                    catalogue.refresh(files);
                  }
                  return true;
                })
            .join();
  }

  private static @Nullable Long deviceOf(Path path) {
    try {
      return ((Number) Files.getAttribute(path, "unix:dev")).longValue();
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return null; // Windows
    }
  }

  /** Ends looking, at the next folder or picture; waits for nothing. */
  @Override
  public void close() {
    closed = true;
    if (watch != null) {
      watch.close();
    }
    thread.shutdownNow();
  }
}
