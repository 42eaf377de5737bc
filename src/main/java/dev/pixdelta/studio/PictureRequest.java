package dev.pixdelta.studio;

import dev.pixdelta.pipeline.PipelineRequest;
import dev.pixdelta.studio.picture.Origin;
import java.util.ArrayList;
import java.util.List;

/**
 * One picture of a run.
 *
 * @param index from 0, in the run or in the job that the run is a part of: {@code {number}} in its
 *     file's name is one more
 * @param prompt what it shows; an empty one is legal
 * @param seed 0 to 2^32-1
 * @param origin kept in its metadata
 */
public record PictureRequest(int index, String prompt, long seed, Origin origin) {
  /**
   * {@code count} pictures of every prompt: picture i (from 0) shows prompt {@code i / count} with
   * seed {@code seed + i}.
   *
   * @throws dev.pixdelta.pipeline.InvalidRequestException if a number is out of its range
   */
  public static List<PictureRequest> series(List<String> prompts, int count, long seed) {
    GenerationRequest.checkSeries(prompts.size(), count, seed);
    List<PictureRequest> all = new ArrayList<>(prompts.size() * count);
    for (String prompt : prompts) {
      for (int i = 0; i < count; i++) {
        int index = all.size();
        all.add(new PictureRequest(index, prompt, seed + index, Origin.NONE));
      }
    }
    return all;
  }

  /** The same in another place of the run. */
  public PictureRequest at(int place, Origin from) {
    return new PictureRequest(place, prompt, seed, from);
  }

  boolean isInRange() {
    return seed >= 0 && seed <= PipelineRequest.MAX_SEED;
  }
}
