package dev.pixdelta.studio.gallery;

import dev.pixdelta.studio.picture.PictureFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pictures below one folder. Safe for any thread; calls touch disks, so no window's thread may
 * make them. What concerns many pictures does all it can, and then reports those that failed in one
 * {@link PictureFileException}.
 */
public final class Gallery implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Gallery.class);
  private static final long MAX_THUMBNAIL_BYTES = 1L << 29;
  private static final long NOTICE_MILLIS = 100;

  private final Path root;
  private final Listener listener;
  private final Catalogue catalogue;
  private final Indexer indexer;
  private final Thumbnails thumbnails;
  private final PictureDesk desk;
  private final Executor later =
      CompletableFuture.delayedExecutor(NOTICE_MILLIS, TimeUnit.MILLISECONDS);
  private final AtomicBoolean noticed = new AtomicBoolean();
  private volatile boolean closed;

  /** Hears that pictures came, went or changed; on any thread, at most ten times a second. */
  @FunctionalInterface
  public interface Listener {
    void changed();
  }

  private Gallery(Path root, Path cacheFolder, Bin bin, Listener listener) {
    this.root = root.toAbsolutePath().normalize();
    this.listener = listener;
    this.catalogue = new Catalogue(this.root);
    this.thumbnails = new Thumbnails(cacheFolder.resolve("thumbnails"), MAX_THUMBNAIL_BYTES);
    this.desk = new PictureDesk(this.root, bin, catalogue, thumbnails);
    this.indexer =
        new Indexer(this.root, cacheFolder.resolve("gallery.db"), catalogue, this::notice);
  }

  /**
   * Opens the gallery; the index is read or made anew in the background.
   *
   * @param root folder of all pictures; need not exist
   * @param cacheFolder index and thumbnails; may be deleted at any time
   */
  public static Gallery open(Path root, Path cacheFolder, Listener listener) {
    return open(root, cacheFolder, Bin.ofSystem(), listener);
  }

  /**
   * As {@link #open(Path, Path, Listener)}, with another bin than the system's.
   *
   * @param bin where deleted pictures go
   */
  public static Gallery open(Path root, Path cacheFolder, Bin bin, Listener listener) {
    return new Gallery(root, cacheFolder, bin, listener);
  }

  /** The pictures known now; waits, well below a second, until the index has been read. */
  public List<GalleryPicture> query(GalleryQuery query) {
    indexer.awaitLoaded();
    return catalogue.query(query);
  }

  /** All folders below the root, by name, each followed by those in it; empty ones too. */
  public List<GalleryFolder> folders() {
    indexer.awaitLoaded();
    return catalogue.folders();
  }

  /** Names of all models that pictures say they were drawn with. */
  public List<String> models() {
    indexer.awaitLoaded();
    return catalogue.models();
  }

  /** Whether the disk is being looked through, so that more pictures may come. */
  public boolean isScanning() {
    return indexer.isScanning();
  }

  /**
   * A sentence that says why the pictures folder cannot be read now, or null if it can. What the
   * index knows stays.
   */
  public @Nullable String problem() {
    return indexer.problem();
  }

  /** A picture was saved or changed by this program: takes it in at once. */
  public void added(Path file) {
    Path picture = absolute(file);
    if (!picture.startsWith(root)
        || !FolderListing.isPictureName(String.valueOf(picture.getFileName()))) {
      return;
    }
    try {
      catalogue.put(Entry.read(picture));
    } catch (IOException | PictureFileException e) {
      LOG.debug("not in the gallery: {}", picture, e);
      catalogue.remove(picture);
    }
    indexer.saved(picture);
    notice();
  }

  /** Looks for what changed on the disk, in the background. */
  public void rescan() {
    indexer.rescan();
  }

  /**
   * A small JPEG or PNG of the picture, at most 320 pixels a side; made if it is missing. A picture
   * that is no larger is its own.
   *
   * @return the thumbnail's file, or the picture's
   * @throws PictureFileException if the picture cannot be read
   */
  public Path thumbnail(Path picture) {
    return thumbnails.of(absolute(picture));
  }

  /** Gives pictures a star, or takes it from them; it is written beside the picture. */
  public void star(List<Path> pictures, boolean starred) {
    try {
      desk.star(absolute(pictures), starred);
    } finally {
      changed();
    }
  }

  /**
   * Makes a folder.
   *
   * @param parent the root or a folder below it
   * @return the new folder
   * @throws PictureFileException if the name is none, is taken, or the folder cannot be made
   */
  public Path newFolder(Path parent, String name) {
    Path folder = change(() -> desk.newFolder(absolute(parent), name));
    indexer.rescanSoon();
    return folder;
  }

  /**
   * Renames a folder below the root.
   *
   * @return its new path
   * @throws PictureFileException if the name is none, is taken, or the system refuses
   */
  public Path renameFolder(Path folder, String name) {
    Path renamed = change(() -> desk.renameFolder(absolute(folder), name));
    indexer.rescanSoon();
    return renamed;
  }

  /**
   * Moves pictures with their sidecars; a taken name gets -2, -3 and so on.
   *
   * @return the new files in the same order
   */
  public List<Path> move(List<Path> pictures, Path folder) {
    Path target = absolute(folder);
    List<Path> wanted =
        pictures.stream()
            .map(p -> target.resolve(Objects.requireNonNull(p.getFileName())))
            .toList();
    return change(() -> desk.move(absolute(pictures), wanted, target));
  }

  /**
   * Undoes a move: each picture goes back to where it was; where its name has been taken since, to
   * one beside it.
   *
   * @param moved what {@link #move} returned
   * @param origins what it was given
   * @return where they are now
   */
  public List<Path> moveBack(List<Path> moved, List<Path> origins) {
    return change(() -> desk.move(absolute(moved), absolute(origins), root));
  }

  /** Copies pictures into a folder; a taken name gets -2, -3 and so on. */
  public List<Path> export(List<Path> pictures, Path folder) {
    Path target = absolute(folder);
    try {
      return desk.export(absolute(pictures), target);
    } finally {
      if (target.startsWith(root)) {
        indexer.rescan();
      }
    }
  }

  /**
   * Moves pictures with their sidecars to the system's bin; never deletes for good.
   *
   * @return what {@link #restore} takes to undo it
   */
  public Deleted delete(List<Path> pictures) {
    return change(() -> desk.delete(absolute(pictures)));
  }

  /**
   * Brings pictures back from the bin to where they were; where a name has been taken since, to one
   * beside it.
   *
   * @param deleted must be {@linkplain Deleted#restorable restorable}
   * @return where they are now
   */
  public List<Path> restore(Deleted deleted) {
    try {
      List<Path> restored = desk.restore(deleted);
      restored.forEach(this::added);
      return restored;
    } finally {
      indexer.rescan(); // for those that came back before one failed
    }
  }

  /** What was done before something failed counts, too. */
  private <T> T change(Supplier<T> work) {
    try {
      return work.get();
    } finally {
      changed();
    }
  }

  private void changed() {
    indexer.save();
    notice();
  }

  private void notice() {
    if (!closed && noticed.compareAndSet(false, true)) {
      later.execute(
          () -> {
            noticed.set(false);
            if (!closed) {
              listener.changed();
            }
          });
    }
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  private static List<Path> absolute(List<Path> paths) {
    return paths.stream().map(Gallery::absolute).toList();
  }

  /** Writes what is left of the index; pictures known stay known. */
  @Override
  public void close() {
    closed = true;
    indexer.close();
  }
}
