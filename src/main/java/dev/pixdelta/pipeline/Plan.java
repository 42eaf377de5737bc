package dev.pixdelta.pipeline;

import dev.pixdelta.diffusion.SamplerKind;
import dev.pixdelta.text.Sentence;
import java.util.List;

/**
 * A request with every default filled in and every value checked against the model.
 *
 * @param request what was asked for
 * @param size of the finished pictures
 * @param drawn the size that the network draws: the bin, or {@code size} itself
 * @param sampler the sampler used
 * @param steps denoising steps
 * @param guidance guidance scale; above 1 means two passes
 * @param notes sentences for the user, such as a negative prompt that does nothing
 */
public record Plan(
    PipelineRequest request,
    Size size,
    Size drawn,
    SamplerKind sampler,
    int steps,
    double guidance,
    List<Sentence> notes) {
  public Plan {
    notes = List.copyOf(notes);
  }

  /** Whether two passes are made, with and without the prompt (classifier-free guidance). */
  public boolean guided() {
    return guidance > 1;
  }

  /** The controls that steer at least one step; the others must not even cost rounding. */
  List<ControlInput> steering() {
    return request.controls().stream().filter(c -> c.steersAny(steps)).toList();
  }
}
