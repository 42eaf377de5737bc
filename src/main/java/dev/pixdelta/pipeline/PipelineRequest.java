package dev.pixdelta.pipeline;

import dev.pixdelta.diffusion.SamplerKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One batch to be drawn in one pass: picture i shows {@code prompts[i]} with noise from {@code
 * seeds[i]}.
 *
 * @param prompts one per picture, as typed; an empty one is legal
 * @param seeds one per picture, 0 to 2^32-1
 * @param negativePrompt used only with guidance above 1
 * @param size wanted picture size, or null for the model's native size
 * @param sampler null for the one the model folder names
 * @param steps null for the sampler's default
 * @param guidance null for the sampler's default; up to 1 means a single pass
 * @param controls what steers all of the pictures, at most two; mostly none
 */
public record PipelineRequest(
    List<String> prompts,
    List<Long> seeds,
    String negativePrompt,
    @Nullable Size size,
    Binning binning,
    @Nullable SamplerKind sampler,
    @Nullable Integer steps,
    @Nullable Double guidance,
    List<ControlInput> controls) {

  /** Largest seed. */
  public static final long MAX_SEED = 0xFFFF_FFFFL;

  /**
   * @throws IllegalArgumentException if there is no picture or the lists differ in length
   */
  public PipelineRequest {
    prompts = List.copyOf(prompts);
    seeds = List.copyOf(seeds);
    controls = List.copyOf(controls);
    if (prompts.isEmpty() || prompts.size() != seeds.size()) {
      throw new IllegalArgumentException(
          prompts.size() + " prompts for " + seeds.size() + " seeds");
    }
  }

  /** Pictures that nothing steers but their prompts. */
  public PipelineRequest(
      List<String> prompts,
      List<Long> seeds,
      String negativePrompt,
      @Nullable Size size,
      Binning binning,
      @Nullable SamplerKind sampler,
      @Nullable Integer steps,
      @Nullable Double guidance) {
    this(prompts, seeds, negativePrompt, size, binning, sampler, steps, guidance, List.of());
  }

  /** The same pictures with these controls. */
  public PipelineRequest controlledBy(List<ControlInput> controls) {
    return new PipelineRequest(
        prompts, seeds, negativePrompt, size, binning, sampler, steps, guidance, controls);
  }
}
