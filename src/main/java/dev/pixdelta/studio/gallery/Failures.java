package dev.pixdelta.studio.gallery;

import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.text.Sentence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What went wrong with some of many pictures, while the others went on. */
final class Failures {
  private static final int MAX_SHOWN = 3;

  private final List<Sentence> sentences = new ArrayList<>();
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
    sentences.add(failure.sentence());
  }

  /**
   * Reports them all in one sentence.
   *
   * @param place where it was tried
   * @param what such as "could not be moved there", a sentence of its own
   * @throws PictureFileException if anything failed
   */
  void report(Path place, Sentence what) {
    if (sentences.isEmpty()) {
      return;
    }
    throw new PictureFileException(
        place, "{0} of {1} pictures {2} - {3}", sentences.size(), total, what, list());
  }

  /** The first few, one behind the other. */
  private Sentence list() {
    int shown = Math.min(sentences.size(), MAX_SHOWN);
    Sentence all = sentences.getFirst();
    for (Sentence next : sentences.subList(1, shown)) {
      all = Sentence.of("{0}; {1}", all, next);
    }
    int more = sentences.size() - shown;
    return more == 0 ? all : Sentence.of("{0}; and {1} more", all, more);
  }
}
