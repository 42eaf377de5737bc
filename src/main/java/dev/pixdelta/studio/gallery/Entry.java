package dev.pixdelta.studio.gallery;

import dev.pixdelta.studio.picture.PictureFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A picture as the gallery holds it.
 *
 * @param picture what others see
 * @param stamp of the file when it was read
 * @param sidecar stamp of what lies beside it
 * @param name of the file
 * @param searchText prompt, model and name in the form of {@link SearchText}
 */
record Entry(GalleryPicture picture, Stamp stamp, Stamp sidecar, String name, String searchText) {
  static Entry of(GalleryPicture picture, Stamp stamp, Stamp sidecar) {
    String name = Objects.requireNonNull(picture.file().getFileName()).toString();
    String model = picture.model() == null ? "" : picture.model();
    String text = SearchText.of(picture.prompt() + '\n' + model + '\n' + name);
    return new Entry(picture, stamp, sidecar, name, text);
  }

  /**
   * Reads a file and what lies beside it.
   *
   * @throws IOException if the file is not there
   * @throws PictureFileException if it is no picture that can be read
   */
  static Entry read(Path file) throws IOException {
    // Stamps first: what changes while it is read will differ from them.
    Stamp stamp = Stamp.of(file);
    Sidecar beside = Sidecar.of(file);
    Stamp sidecar = beside.stamp();
    PictureFacts facts = PictureFacts.read(file);
    boolean starred = !sidecar.equals(Stamp.NONE) && beside.isStarred();
    return of(
        new GalleryPicture(
            file, stamp.time(), facts.size(), facts.prompt(), facts.model(), facts.seed(), starred),
        stamp,
        sidecar);
  }

  /**
   * Whether a file and what lies beside it are still as they were when they were read.
   *
   * @throws IOException if the file is not there
   */
  boolean isOf(Path file) throws IOException {
    return stamp.equals(Stamp.of(file)) && sidecar.equals(Sidecar.of(file).stamp());
  }

  /** The same picture at another place, or with another star. */
  Entry with(Path file, Stamp newSidecar, boolean starred) {
    GalleryPicture p = picture;
    return of(
        new GalleryPicture(file, p.modified(), p.size(), p.prompt(), p.model(), p.seed(), starred),
        stamp,
        newSidecar);
  }

  boolean has(List<String> words) {
    for (String word : words) {
      if (!searchText.contains(word)) {
        return false;
      }
    }
    return true;
  }
}
