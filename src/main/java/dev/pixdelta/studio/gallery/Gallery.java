package dev.pixdelta.studio.gallery;

import dev.pixdelta.text.Sentence;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pictures below one folder. Safe for any thread. What changes something returns at once; it is
 * done in the order in which it was asked for, and what it answers comes later. Questions touch the
 * disk or wait for it at the start, so no window's thread may ask them.
 */
public final class Gallery implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Gallery.class);
  private static final long MAX_THUMBNAIL_BYTES = 1L << 29;
  private static final long NOTICE_MILLIS = 100;
  private static final long CLOSING_SECONDS = 10;

  private final Path root;
  private final Path cacheFolder;
  private final Trash bin;
  private final Listener listener;
  private final ThumbnailCache thumbnails;
  private final GalleryEditor editor;
  private final ThreadPoolExecutor thread;
  private final CatalogueWriter writer;
  private final Scanner scanner;
  private final Executor later =
      CompletableFuture.delayedExecutor(NOTICE_MILLIS, TimeUnit.MILLISECONDS);
  private final AtomicBoolean noticed = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Hears that pictures came, went or changed; on any thread, at most ten times a second. */
  @FunctionalInterface
  public interface Listener {
    void changed();
  }

  private Gallery(
      Path root,
      Path cacheFolder,
      Trash bin,
      Listener listener,
      ThumbnailCache thumbnails,
      ThreadPoolExecutor thread) {
    this.root = absolute(root);
    this.cacheFolder = cacheFolder;
    this.bin = bin;
    this.listener = listener;
    this.thumbnails = thumbnails;
    this.thread = thread;
    this.editor = new GalleryEditor(this.root, bin, thumbnails);
    this.writer =
        new CatalogueWriter(this.root, cacheFolder.resolve("gallery.db"), thread, this::notice);
    this.scanner = new Scanner(this.root, writer, this::notice);
  }

  /**
   * Opens the gallery; the index is read or made anew in the background.
   *
   * @param root folder of all pictures; need not exist
   * @param cacheFolder index and thumbnails; may be deleted at any time
   */
  public static Gallery open(Path root, Path cacheFolder, Listener listener) {
    return open(root, cacheFolder, Trash.ofSystem(), listener);
  }

  /**
   * As {@link #open(Path, Path, Listener)}, with another bin than the system's.
   *
   * @param bin where deleted pictures go
   */
  public static Gallery open(Path root, Path cacheFolder, Trash bin, Listener listener) {
    ThumbnailCache thumbnails =
        new ThumbnailCache(cacheFolder.resolve("thumbnails"), MAX_THUMBNAIL_BYTES);
    return new Gallery(root, cacheFolder, bin, listener, thumbnails, CatalogueWriter.newThread());
  }

  /**
   * Opens the gallery of another folder and closes this one; returns at once. What this one was
   * asked for is done first.
   */
  public Gallery at(Path otherRoot) {
    var unused = stop();
    return new Gallery(otherRoot, cacheFolder, bin, listener, thumbnails, thread);
  }

  /** The pictures known now; waits, well below a second, until the index has been read. */
  public List<GalleryPicture> query(GalleryQuery query) {
    return writer.snapshot().query(query);
  }

  /** All folders below the root, by name, each followed by those in it; empty ones too. */
  public List<GalleryFolder> folders() {
    return writer.snapshot().countedFolders();
  }

  /** Names of all models that pictures say they were drawn with. */
  public List<String> models() {
    return writer.snapshot().models();
  }

  /** Whether the disk is being looked through, so that more pictures may come. */
  public boolean isScanning() {
    return scanner.isScanning();
  }

  /**
   * A sentence that says why the pictures folder cannot be read now, or null if it can. What the
   * index knows stays.
   */
  public @Nullable Sentence problem() {
    return scanner.problem();
  }

  /** A picture was saved or changed by this program: takes it in. */
  public CompletableFuture<Void> added(Path file) {
    Path picture = absolute(file);
    return writer
        .change(
            catalogue -> {
              catalogue.refresh(List.of(picture));
              return null;
            })
        .thenRun(() -> scanner.saved(picture));
  }

  /** Looks for what changed on the disk, in the background. */
  public void rescan() {
    scanner.rescan();
  }

  /**
   * A small JPEG or PNG of the picture, at most 320 pixels a side; made if it is missing. A picture
   * that is no larger is its own.
   *
   * @return the thumbnail's file, or the picture's
   * @throws dev.pixdelta.studio.picture.PictureFileException if the picture cannot be read
   */
  public Path thumbnail(Path picture) {
    return thumbnails.of(absolute(picture));
  }

  /**
   * Gives pictures a star, or takes it from them; it is written beside the picture.
   *
   * @return the pictures that have or lack it now
   */
  public CompletableFuture<Outcome<Path>> star(List<Path> pictures, boolean starred) {
    List<Path> all = absolute(pictures);
    return writer.change(catalogue -> editor.star(catalogue, all, starred));
  }

  /**
   * Makes a folder.
   *
   * @param parent the root or a folder below it
   * @return the new folder; fails with a {@link dev.pixdelta.studio.picture.PictureFileException}
   *     if the name is none, is taken, or the folder cannot be made
   */
  public CompletableFuture<Path> newFolder(Path parent, String name) {
    return writer
        .change(catalogue -> editor.newFolder(catalogue, absolute(parent), name))
        .whenComplete((folder, failure) -> scanner.rescanSoon()); // so that it is watched
  }

  /**
   * Renames a folder below the root.
   *
   * @return its new path; fails with a {@link dev.pixdelta.studio.picture.PictureFileException} if
   *     the name is none, is taken, or the system refuses
   */
  public CompletableFuture<Path> renameFolder(Path folder, String name) {
    return writer
        .change(catalogue -> editor.renameFolder(catalogue, absolute(folder), name))
        .whenComplete((renamed, failure) -> scanner.rescan()); // some of it was not known yet
  }

  /** Moves pictures with their sidecars; a taken name gets -2, -3 and so on. */
  public CompletableFuture<Outcome<Moved>> move(List<Path> pictures, Path folder) {
    Path target = absolute(folder);
    List<Moved> wanted =
        absolute(pictures).stream()
            .map(p -> new Moved(p, target.resolve(Objects.requireNonNull(p.getFileName()))))
            .toList();
    return writer.change(catalogue -> editor.move(catalogue, wanted, target));
  }

  /**
   * Undoes moves: each picture goes back to where it was; where its name has been taken since, to
   * one beside it.
   */
  public CompletableFuture<Outcome<Moved>> moveBack(List<Moved> moved) {
    List<Moved> wanted =
        moved.stream().map(m -> new Moved(absolute(m.to()), absolute(m.from()))).toList();
    return writer.change(catalogue -> editor.move(catalogue, wanted, root));
  }

  /**
   * Copies pictures into a folder; a taken name gets -2, -3 and so on. Blocking.
   *
   * @return the copies
   */
  public Outcome<Path> export(List<Path> pictures, Path folder) {
    Path target = absolute(folder);
    Outcome<Path> copies = GalleryEditor.export(absolute(pictures), target);
    if (target.startsWith(root)) {
      var unused =
          writer.change(
              catalogue -> {
                catalogue.refresh(copies.done());
                return copies;
              });
    }
    return copies;
  }

  /** Moves pictures with their sidecars to the system's bin; never deletes for good. */
  public CompletableFuture<Outcome<Deleted>> delete(List<Path> pictures) {
    List<Path> all = absolute(pictures);
    return writer.change(catalogue -> editor.delete(catalogue, all));
  }

  /**
   * Brings pictures back from the bin to where they were; where a name has been taken since, to one
   * beside it.
   *
   * @param deleted must be {@linkplain Deleted#isRestorable restorable}
   * @return where they are now
   */
  public CompletableFuture<Outcome<Path>> restore(List<Deleted> deleted) {
    return writer.change(catalogue -> editor.restore(catalogue, deleted));
  }

  private void notice() {
    if (!closed.get() && noticed.compareAndSet(false, true)) {
      later.execute(
          () -> {
            noticed.set(false);
            if (!closed.get()) {
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

  private CompletableFuture<Void> stop() {
    closed.set(true);
    scanner.close();
    return writer.close();
  }

  /**
   * Does what was asked for, at most for ten seconds, and writes the index; pictures known stay
   * known.
   */
  @Override
  public void close() {
    if (closed.get()) {
      return;
    }
    try {
      var unused = stop().get(CLOSING_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("gallery index", e);
    }
  }
}
