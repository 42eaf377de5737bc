package dev.pixdelta.studio.gallery;

import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.text.Sentence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What became of something that was to be done to several pictures. One that fails keeps nobody
 * else from it.
 *
 * @param done a result for each picture that it was done to, in their order
 * @param failed which of the pictures it was not done to, by their place in what was asked, from 0
 * @param problem a sentence for the user that says how many failed, which and why; null if none did
 */
public record Outcome<T>(List<T> done, List<Integer> failed, @Nullable Sentence problem) {
  private static final int MAX_SHOWN = 3;

  public Outcome {
    done = List.copyOf(done);
    failed = List.copyOf(failed);
  }

  /** Those of what was asked that it was not done to. */
  public <A> List<A> failedOf(List<A> asked) {
    return failed.stream().map(asked::get).toList();
  }

  /** What is done to one picture. */
  @FunctionalInterface
  interface Work<A, T> {
    /**
     * @throws IOException if it cannot be done
     * @throws PictureFileException if it cannot be done, with a sentence of its own
     */
    T apply(A picture) throws IOException;
  }

  /**
   * How a failure is told.
   *
   * @param one of one picture, such as "cannot be moved", a sentence of its own
   * @param place where it was tried
   * @param all of all pictures, such as "could not be moved there"
   */
  record Wording(Sentence one, Path place, Sentence all) {}

  /**
   * Does something to all pictures that it can be done to, one after the other.
   *
   * @param name names one in a sentence
   */
  static <A, T> Outcome<T> ofEach(
      List<A> pictures, Function<A, Path> name, Wording wording, Work<A, T> work) {
    List<T> done = new ArrayList<>();
    List<Integer> failed = new ArrayList<>();
    List<Sentence> sentences = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++) {
      A picture = pictures.get(i);
      try {
        done.add(work.apply(picture));
      } catch (IOException | RuntimeException e) {
        failed.add(i);
        sentences.add(sentence(name.apply(picture), wording, e));
      }
    }
    Sentence problem = failed.isEmpty() ? null : problem(pictures.size(), sentences, wording);
    return new Outcome<>(done, failed, problem);
  }

  private static Sentence sentence(Path picture, Wording wording, Exception failure) {
    Sentence problem = wording.one();
    return switch (failure) {
      case PictureFileException e -> e.sentence();
      case IOException e -> new PictureFileException(picture, problem, e).sentence();
      default -> Sentence.of("{0}: {1}: {2}", picture, problem, failure.toString());
    };
  }

  private static Sentence problem(int total, List<Sentence> sentences, Wording wording) {
    int shown = Math.min(sentences.size(), MAX_SHOWN);
    Sentence all = sentences.getFirst();
    for (Sentence next : sentences.subList(1, shown)) {
      all = Sentence.of("{0}; {1}", all, next);
    }
    int more = sentences.size() - shown;
    if (more > 0) {
      all = Sentence.of("{0}; and {1} more", all, more);
    }
    return total == 1
        ? Sentence.of("{0}: {1}", wording.place(), all)
        : Sentence.of(
            "{0}: {1} of {2} pictures {3} - {4}",
            wording.place(), sentences.size(), total, wording.all(), all);
  }
}
