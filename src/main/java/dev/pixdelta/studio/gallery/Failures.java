package dev.pixdelta.studio.gallery;

import dev.pixdelta.studio.picture.PictureFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What went wrong with some of many pictures, while the others went on. */
final class Failures {
  private static final int MAX_SHOWN = 3;

  private final List<String> sentences = new ArrayList<>();
  private final int total;

  /**
   * @param total pictures in all
   */
  Failures(int total) {
    this.total = total;
  }

  /**
   * @param problem such as "cannot be moved"
   */
  void add(Path file, String problem, IOException cause) {
    add(new PictureFileException(file, problem, cause));
  }

  void add(PictureFileException failure) {
    sentences.add(String.valueOf(failure.getMessage()));
  }

  /**
   * Reports them all in one sentence.
   *
   * @param place where it was tried
   * @param what such as "could not be moved there"
   * @throws PictureFileException if anything failed
   */
  void report(Path place, String what) {
    if (sentences.isEmpty()) {
      return;
    }
    int shown = Math.min(sentences.size(), MAX_SHOWN);
    String rest = sentences.size() > shown ? "; and " + (sentences.size() - shown) + " more" : "";
    throw new PictureFileException(
        place,
        sentences.size()
            + " of "
            + total
            + (total == 1 ? " picture " : " pictures ")
            + what
            + " - "
            + String.join("; ", sentences.subList(0, shown))
            + rest);
  }
}
