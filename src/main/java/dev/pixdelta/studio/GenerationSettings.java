package dev.pixdelta.studio;

import dev.pixdelta.diffusion.SamplerKind;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.control.ControlSettings;
import dev.pixdelta.studio.picture.Output;
import dev.pixdelta.torch.DeviceChoice;
import dev.pixdelta.torch.PrecisionChoice;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a user asks for, before alternatives are drawn and styles put around prompts: what the
 * window shows, a job keeps, and a picture's metadata gives back. Immutable.
 *
 * @param model folder of the model or a name that {@link dev.pixdelta.hub.ModelLocator} finds
 * @param device where to compute
 * @param precision in which numbers
 * @param prompt as typed: weights, alternatives and word lists included
 * @param negativePrompt as typed; used only with guidance above 1
 * @param style name of a style preset, or null for none
 * @param size null for the model's native size
 * @param sampler null for the one the model names
 * @param steps null for the sampler's default
 * @param guidance null for the sampler's default
 * @param seed of the first picture, 0 to 2^32-1; the others follow it
 * @param count pictures, 1 to {@link GenerationRequest#MAX_COUNT}
 * @param batch pictures drawn in one pass, 1 to {@link GenerationRequest#MAX_BATCH}
 * @param output where and how pictures are saved
 * @param controls pictures that steer all of the pictures, at most two; mostly none
 */
public record GenerationSettings(
    String model,
    DeviceChoice device,
    PrecisionChoice precision,
    String prompt,
    String negativePrompt,
    @Nullable String style,
    @Nullable Size size,
    @Nullable SamplerKind sampler,
    @Nullable Integer steps,
    @Nullable Double guidance,
    long seed,
    int count,
    int batch,
    Output output,
    List<ControlSettings> controls) {

  /** Copies the controls. */
  public GenerationSettings {
    Objects.requireNonNull(model);
    Objects.requireNonNull(device);
    Objects.requireNonNull(precision);
    Objects.requireNonNull(prompt);
    Objects.requireNonNull(negativePrompt);
    Objects.requireNonNull(output);
    // What was kept by a version without controls has none.
    controls = List.copyOf(Objects.requireNonNullElse(controls, List.of()));
  }

  /** The same with other seeds. */
  public GenerationSettings withSeries(long first, int pictures) {
    return with(prompt, first, pictures, controls);
  }

  /** The same with another prompt. */
  public GenerationSettings withPrompt(String other) {
    return with(other, seed, count, controls);
  }

  /** The same steered by other pictures. */
  public GenerationSettings withControls(List<ControlSettings> others) {
    return with(prompt, seed, count, others);
  }

  private GenerationSettings with(
      String words, long first, int pictures, List<ControlSettings> steering) {
    return new GenerationSettings(
        model,
        device,
        precision,
        words,
        negativePrompt,
        style,
        size,
        sampler,
        steps,
        guidance,
        first,
        pictures,
        batch,
        output,
        steering);
  }
}
