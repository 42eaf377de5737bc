package dev.pixdelta.studio.gallery;

import java.nio.file.Path;
import java.util.List;

/**
 * The pictures below one folder. Safe for any thread; calls touch disks, so no window's thread may
 * make them.
 */
public final class Gallery implements AutoCloseable {
  /** Hears that pictures came, went or changed; on any thread. */
  @FunctionalInterface
  public interface Listener {
    void changed();
  }

  private Gallery() {}

  /**
   * Opens the gallery; the index is read or made anew in the background.
   *
   * @param root folder of all pictures
   * @param cacheFolder index and thumbnails; may be deleted at any time
   */
  public static Gallery open(Path root, Path cacheFolder, Listener listener) {
    throw new IllegalStateException("in work");
  }

  public List<GalleryPicture> query(GalleryQuery query) {
    throw new IllegalStateException("in work");
  }

  public List<GalleryFolder> folders() {
    throw new IllegalStateException("in work");
  }

  public List<String> models() {
    throw new IllegalStateException("in work");
  }

  /** A picture was saved or changed by this program: takes it in at once. */
  public void added(Path file) {}

  /** Looks for what changed on the disk. */
  public void rescan() {}

  /**
   * A small JPEG or PNG of the picture, at most 320 pixels a side; made if it is missing.
   *
   * @return the thumbnail's file
   */
  public Path thumbnail(Path picture) {
    throw new IllegalStateException("in work");
  }

  public void star(List<Path> pictures, boolean starred) {}

  public Path newFolder(Path parent, String name) {
    throw new IllegalStateException("in work");
  }

  /** Moves pictures with their sidecars; returns the new files in the same order. */
  public List<Path> move(List<Path> pictures, Path folder) {
    throw new IllegalStateException("in work");
  }

  /** Copies pictures out of the gallery. */
  public List<Path> export(List<Path> pictures, Path folder) {
    throw new IllegalStateException("in work");
  }

  /** Moves pictures to the system's bin. */
  public void delete(List<Path> pictures) {}

  @Override
  public void close() {}
}
