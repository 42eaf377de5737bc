package dev.pixdelta.studio;

import dev.pixdelta.diffusion.SamplerKind;
import dev.pixdelta.pipeline.Binning;
import dev.pixdelta.pipeline.InvalidRequestException;
import dev.pixdelta.pipeline.PipelineOptions;
import dev.pixdelta.pipeline.PipelineRequest;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.control.ControlSettings;
import dev.pixdelta.studio.picture.Output;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One run of pictures that differ in prompt and seed only, in whatever batches it is drawn.
 *
 * @param model folder of the model
 * @param options how it is opened
 * @param pictures in this order, 1 to 100,000
 * @param negativePrompt used only with guidance above 1
 * @param size null for the model's native size
 * @param sampler null for the one the model folder names
 * @param steps null for the sampler's default
 * @param guidance null for the sampler's default
 * @param batch pictures drawn in one pass, 1 to 64
 * @param output where and how pictures are saved
 * @param latents the file for the final latents of all pictures, or null
 * @param controls pictures that steer all of the pictures; without a size the first one's shape
 *     decides it
 */
public record GenerationRequest(
    Path model,
    PipelineOptions options,
    List<PictureRequest> pictures,
    String negativePrompt,
    @Nullable Size size,
    Binning binning,
    @Nullable SamplerKind sampler,
    @Nullable Integer steps,
    @Nullable Double guidance,
    int batch,
    Output output,
    @Nullable Path latents,
    List<ControlSettings> controls) {

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
    pictures = List.copyOf(pictures);
    controls = List.copyOf(controls);
    checkRun(pictures.size(), batch, guidance, latents != null);
    for (PictureRequest picture : pictures) {
      if (!picture.isInRange()) {
        throw outOfRange(picture.seed());
      }
    }
  }

  /** A run that nothing steers but its prompts. */
  public GenerationRequest(
      Path model,
      PipelineOptions options,
      List<PictureRequest> pictures,
      String negativePrompt,
      @Nullable Size size,
      Binning binning,
      @Nullable SamplerKind sampler,
      @Nullable Integer steps,
      @Nullable Double guidance,
      int batch,
      Output output,
      @Nullable Path latents) {
    this(
        model,
        options,
        pictures,
        negativePrompt,
        size,
        binning,
        sampler,
        steps,
        guidance,
        batch,
        output,
        latents,
        List.of());
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
  public static void checkRun(int pictures, int batch, @Nullable Double guidance, boolean latents) {
    if (pictures < 1) {
      throw new InvalidRequestException("There is no prompt; an empty one must be given as \"\"");
    }
    if (pictures > MAX_PICTURES) {
      throw tooMany(pictures);
    }
    if (batch < 1 || batch > MAX_BATCH) {
      throw new InvalidRequestException(
          "The batch can be 1 to {0} pictures, not {1}", MAX_BATCH, batch);
    }
    if (latents && pictures > MAX_WITH_LATENTS) {
      throw new InvalidRequestException(
          "Latents can be saved for at most {0} pictures per run, not {1}",
          MAX_WITH_LATENTS, pictures);
    }
    if (guidance != null && !Double.isFinite(guidance)) {
      throw new InvalidRequestException("The guidance must be a number, not {0}", guidance);
    }
  }

  /** Whether {@code count} pictures of each prompt can have seeds from {@code seed} on. */
  static void checkSeries(int prompts, int count, long seed) {
    checkPictures(prompts, count);
    int pictures = prompts * count;
    if (seed < 0 || seed > PipelineRequest.MAX_SEED) {
      throw outOfRange(seed);
    }
    if (seed + pictures - 1 > PipelineRequest.MAX_SEED) {
      throw new InvalidRequestException(
          "With seed {0} the last of {1} pictures would need a seed beyond {2}; start at {3} or lower",
          seed, pictures, PipelineRequest.MAX_SEED, PipelineRequest.MAX_SEED - pictures + 1);
    }
  }

  private static void checkPictures(int prompts, int count) {
    if (prompts < 1) {
      throw new InvalidRequestException("There is no prompt; an empty one must be given as \"\"");
    }
    if (count < 1 || count > MAX_COUNT) {
      throw new InvalidRequestException(
          "The count can be 1 to {0} pictures per prompt, not {1}", MAX_COUNT, count);
    }
    if ((long) prompts * count > MAX_PICTURES) {
      throw tooMany((long) prompts * count);
    }
  }

  private static InvalidRequestException outOfRange(long seed) {
    return new InvalidRequestException(
        "The seed can be 0 to {0}, not {1}", PipelineRequest.MAX_SEED, seed);
  }

  private static InvalidRequestException tooMany(long pictures) {
    return new InvalidRequestException(
        "One run draws at most {0} pictures, not {1}; split the prompts into several runs",
        MAX_PICTURES, pictures);
  }

  /**
   * The pictures from {@code first} on that are drawn in one pass.
   *
   * @param wanted their size, or null for the model's native one
   */
  PipelineRequest batchFrom(int first, @Nullable Size wanted) {
    List<PictureRequest> part = pictures.subList(first, Math.min(first + batch, pictures.size()));
    return new PipelineRequest(
        part.stream().map(PictureRequest::prompt).toList(),
        part.stream().map(PictureRequest::seed).toList(),
        negativePrompt,
        wanted,
        binning,
        sampler,
        steps,
        guidance);
  }
}
