package dev.pixdelta.studio.queue;

import dev.pixdelta.diffusion.SamplerKind;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.control.ControlSettings;
import dev.pixdelta.torch.DeviceChoice;
import dev.pixdelta.torch.PrecisionChoice;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What pictures must have in common to be drawn in one pass, beside the negative prompt. */
record Recipe(
    String model,
    DeviceChoice device,
    PrecisionChoice precision,
    @Nullable Size size,
    @Nullable SamplerKind sampler,
    @Nullable Integer steps,
    @Nullable Double guidance,
    List<ControlSettings> controls) {

  static Recipe of(GenerationSettings s) {
    return new Recipe(
        s.model(),
        s.device(),
        s.precision(),
        s.size(),
        s.sampler(),
        s.steps(),
        s.guidance(),
        s.controls());
  }

  /** Pictures with one such key take the same time for each stage, and for each of their steps. */
  String timing() {
    String passes = guidance == null ? "default" : guidance > 1 ? "guided" : "single";
    return String.join(
        "|",
        model,
        device.name(),
        precision.name(),
        Objects.toString(size, "native"),
        Objects.toString(sampler, "default"),
        controls.isEmpty() ? passes : passes + "+" + controls.size());
  }
}
