package dev.pixdelta.studio.metadata;

import dev.pixdelta.pipeline.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a picture was made, as the metadata of another program tells it. Immutable.
 *
 * @param program in lower case, such as {@code comfyui}
 * @param prompt not blank; null if there is none or it was not found
 * @param negativePrompt empty if there was none; null if it was not found
 * @param model as the program names it, which may be a file name
 * @param modelHash in the program's own form
 * @param version of the program
 * @param lost what else was done to the picture, such as "Hires upscale: 2"; names as the program
 *     has them; at most 51
 * @param text the text that says all this, as the file has it
 */
public record ForeignMetadata(
    String program,
    @Nullable String prompt,
    @Nullable String negativePrompt,
    Sampling sampling,
    @Nullable String model,
    @Nullable String modelHash,
    @Nullable String version,
    List<String> lost,
    String text) {

  /**
   * The numbers; null where the program does not say.
   *
   * @param steps at least 1
   * @param sampler as the program names it
   * @param guidance scale; up to 1 means none
   * @param seed at least 0
   * @param size in pixels, before any enlarging
   */
  public record Sampling(
      @Nullable Integer steps,
      @Nullable String sampler,
      @Nullable Double guidance,
      @Nullable Long seed,
      @Nullable Size size) {
    static final Sampling NONE = new Sampling(null, null, null, null, null);
  }

  public ForeignMetadata {
    lost = List.copyOf(lost);
  }

  /** Whether anything was found that a picture can be drawn with, beyond the program's name. */
  public boolean isUnderstood() {
    return prompt != null || negativePrompt != null || !sampling.equals(Sampling.NONE);
  }
}
