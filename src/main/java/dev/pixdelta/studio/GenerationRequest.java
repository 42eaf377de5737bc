package dev.pixdelta.studio;

import dev.pixdelta.diffusion.SamplerKind;
import dev.pixdelta.pipeline.Binning;
import dev.pixdelta.pipeline.InvalidRequestException;
import dev.pixdelta.pipeline.PipelineOptions;
import dev.pixdelta.pipeline.PipelineRequest;
import dev.pixdelta.pipeline.Size;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One run: {@code count} pictures of every prompt. Picture i (from 0) shows prompt {@code i /
 * count} with seed {@code seed + i}, in whatever batches the run is drawn.
 *
 * @param model folder of the model
 * @param options how it is opened
 * @param prompts at least one; an empty one is legal
 * @param negativePrompt used only with guidance above 1
 * @param size null for the model's native size
 * @param sampler null for the one the model folder names
 * @param steps null for the sampler's default
 * @param guidance null for the sampler's default
 * @param seed of the first picture, 0 to 2^32-1
 * @param count pictures of every prompt, 1 to 10,000
 * @param batch pictures drawn in one pass, 1 to 64
 * @param folder where pictures are saved; made if it is missing
 * @param latents the file for the final latents of all pictures, or null
 */
public record GenerationRequest(
    Path model,
    PipelineOptions options,
    List<String> prompts,
    String negativePrompt,
    @Nullable Size size,
    Binning binning,
    @Nullable SamplerKind sampler,
    @Nullable Integer steps,
    @Nullable Double guidance,
    long seed,
    int count,
    int batch,
    Path folder,
    @Nullable Path latents) {

  /** Most pictures of one prompt. */
  public static final int MAX_COUNT = 10_000;

  /** Most pictures in one pass. */
  public static final int MAX_BATCH = 64;

  /** Most pictures of one run. */
  public static final int MAX_PICTURES = 100_000;

  /** Most pictures of a run that keeps its latents, which stay in memory until its end. */
  public static final int MAX_WITH_LATENTS = 1_000;

  /**
   * @throws InvalidRequestException if a number is out of its range
   */
  public GenerationRequest {
    prompts = List.copyOf(prompts);
    check(prompts.size(), count, batch, seed, guidance, latents != null);
  }

  /** Number of pictures in the run. */
  public int pictures() {
    return prompts.size() * count;
  }

  /**
   * A start seed drawn at random such that the last picture's seed is in range too.
   *
   * @throws InvalidRequestException if there can be no such run
   */
  public static long randomSeed(int prompts, int count) {
    checkPictures(prompts, count);
    return ThreadLocalRandom.current()
        .nextLong(PipelineRequest.MAX_SEED - (long) prompts * count + 2);
  }

  /**
   * The checks of the constructor, for a face that wants them before it looks for the model.
   *
   * @throws InvalidRequestException if a number is out of its range
   */
  public static void check(
      int prompts, int count, int batch, long seed, @Nullable Double guidance, boolean latents) {
    checkPictures(prompts, count);
    if (batch < 1 || batch > MAX_BATCH) {
      throw new InvalidRequestException(
          "The batch can be 1 to " + MAX_BATCH + " pictures, not " + batch);
    }
    int pictures = prompts * count;
    if (latents && pictures > MAX_WITH_LATENTS) {
      throw new InvalidRequestException(
          "Latents can be saved of at most "
              + MAX_WITH_LATENTS
              + " pictures in one run, not "
              + pictures);
    }
    if (seed < 0 || seed > PipelineRequest.MAX_SEED) {
      throw new InvalidRequestException(
          "The seed can be 0 to " + PipelineRequest.MAX_SEED + ", not " + seed);
    }
    if (seed + pictures - 1 > PipelineRequest.MAX_SEED) {
      throw new InvalidRequestException(
          "With seed "
              + seed
              + " the last of "
              + pictures
              + " pictures would need a seed beyond "
              + PipelineRequest.MAX_SEED
              + "; start at "
              + (PipelineRequest.MAX_SEED - pictures + 1)
              + " or lower");
    }
    if (guidance != null && !Double.isFinite(guidance)) {
      throw new InvalidRequestException("The guidance must be a number, not " + guidance);
    }
  }

  private static void checkPictures(int prompts, int count) {
    if (prompts < 1) {
      throw new InvalidRequestException("There is no prompt; an empty one must be given as \"\"");
    }
    if (count < 1 || count > MAX_COUNT) {
      throw new InvalidRequestException(
          "The count can be 1 to " + MAX_COUNT + " pictures of each prompt, not " + count);
    }
    if ((long) prompts * count > MAX_PICTURES) {
      throw new InvalidRequestException(
          "One run draws at most "
              + MAX_PICTURES
              + " pictures, not "
              + (long) prompts * count
              + "; split the prompts into several runs");
    }
  }

  /** The pictures from {@code first} on that are drawn in one pass. */
  PipelineRequest batchFrom(int first) {
    int n = Math.min(batch, pictures() - first);
    List<String> shown = new ArrayList<>(n);
    List<Long> seeds = new ArrayList<>(n);
    for (int i = first; i < first + n; i++) {
      shown.add(prompts.get(i / count));
      seeds.add(seed + i);
    }
    return new PipelineRequest(
        shown, seeds, negativePrompt, size, binning, sampler, steps, guidance);
  }
}
