package dev.pixdelta.studio.picture;

import dev.pixdelta.pipeline.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a picture was made, as its metadata tells it. Pictures of other programs may lack anything
 * but the prompts. Immutable.
 *
 * @param prompt as typed, without NUL and with unpaired surrogates replaced
 * @param negativePrompt likewise; empty for none
 * @param steps denoising steps
 * @param sampler its label, such as "LCM"
 * @param guidance guidance scale; up to 1 means none
 * @param seed of this picture, 0 to 2^32-1 for ours
 * @param size of the picture in pixels
 * @param drawn the size the network drew; differs from {@code size} when an aspect-ratio bin was
 *     used
 * @param model name of the model
 * @param modelHash first ten hex digits of SHA-256 over the transformer's files
 * @param device "cpu" or "cuda"
 * @param precision "fp32", "bf16", "fp16" or "w16a32"
 * @param version of the program that drew it
 * @param origin what it came from; {@link Origin#NONE} where unknown
 * @param controls what steered it; mostly nothing
 */
public record PictureParameters(
    String prompt,
    String negativePrompt,
    @Nullable Integer steps,
    @Nullable String sampler,
    @Nullable Double guidance,
    @Nullable Long seed,
    @Nullable Size size,
    @Nullable Size drawn,
    @Nullable String model,
    @Nullable String modelHash,
    @Nullable String device,
    @Nullable String precision,
    @Nullable String version,
    Origin origin,
    List<ControlParameters> controls) {

  /** Of a picture that does not say. */
  public static final PictureParameters NONE =
      new PictureParameters(
          "", "", null, null, null, null, null, null, null, null, null, null, null, Origin.NONE);

  public PictureParameters {
    prompt = clean(prompt);
    negativePrompt = clean(negativePrompt);
    controls = List.copyOf(controls);
  }

  /** Of a picture that nothing steered but its prompt. */
  public PictureParameters(
      String prompt,
      String negativePrompt,
      @Nullable Integer steps,
      @Nullable String sampler,
      @Nullable Double guidance,
      @Nullable Long seed,
      @Nullable Size size,
      @Nullable Size drawn,
      @Nullable String model,
      @Nullable String modelHash,
      @Nullable String device,
      @Nullable String precision,
      @Nullable String version,
      Origin origin) {
    this(
        prompt,
        negativePrompt,
        steps,
        sampler,
        guidance,
        seed,
        size,
        drawn,
        model,
        modelHash,
        device,
        precision,
        version,
        origin,
        List.of());
  }

  /** What neither UTF-8 nor a PNG text chunk can hold is taken out here, once for both forms. */
  private static String clean(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .filter(c -> c != 0)
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
        .forEach(out::appendCodePoint);
    return out.toString();
  }
}
