package dev.pixdelta.gui.generate;

import dev.pixdelta.diffusion.SamplerKind;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.control.ControlSettings;
import dev.pixdelta.torch.DeviceChoice;
import dev.pixdelta.torch.PrecisionChoice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the page shows, as the session keeps it; anything may be missing in an older one. */
record Draft(
    @Nullable String prompt,
    @Nullable String negative,
    @Nullable String style,
    @Nullable String model,
    @Nullable DeviceChoice device,
    @Nullable PrecisionChoice precision,
    @Nullable Size size,
    @Nullable SamplerKind sampler,
    @Nullable Integer steps,
    @Nullable Double guidance,
    @Nullable Long seed,
    boolean seedLocked,
    @Nullable Integer count,
    @Nullable Integer batch,
    @Nullable List<ControlSettings> controls) {
  static final String SECTION = "generate";
  static final Draft NONE =
      new Draft(
          null, null, null, null, null, null, null, null, null, null, null, false, null, null,
          null);

  /**
   * What a page shows.
   *
   * @param wanted name of the model, which need not be here
   */
  static Draft of(GenerateModel m, String wanted) {
    return new Draft(
        m.prompt.get(),
        m.negative.get(),
        m.style.get(),
        wanted,
        m.device.get(),
        m.precision.get(),
        m.size.get(),
        m.sampler.get(),
        m.steps.get(),
        m.guidance.get(),
        m.seed.get(),
        m.seedLocked.get(),
        m.count.get(),
        m.batch.get(),
        List.copyOf(m.controls));
  }
}
