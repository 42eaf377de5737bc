package dev.pixdelta.pipeline;

import dev.pixdelta.hub.ModelFolder;
import dev.pixdelta.testing.Golden;
import dev.pixdelta.testing.TestEngine;
import dev.pixdelta.torch.DeviceChoice;
import dev.pixdelta.torch.PrecisionChoice;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Draws with the model in the box in every precision of a CPU, as a process of its own. */
final class OtherProcessors {
  private static final String GOLDEN = "lcm.2.7";

  private OtherProcessors() {}

  /** Prints a line for each: what was asked, what was taken, the cosine to diffusers' latents. */
  public static void main(String[] args) {
    for (PrecisionChoice choice : PrecisionChoice.values()) {
      if (choice == PrecisionChoice.FP16) {
        continue;
      }
      var options =
          new PipelineOptions(DeviceChoice.CPU, choice, 0, TestEngine.CACHE.resolve(args[0]));
      try (Golden golden = Golden.open("nano.safetensors");
          TextToImage model =
              PixArtPipeline.open(ModelFolder.open(Path.of("models/nano")), options)) {
        Plan plan =
            model.plan(
                new PipelineRequest(
                    List.of("a penguin on a teal background"),
                    List.of(7L),
                    "",
                    null,
                    Binning.AUTO,
                    null,
                    2,
                    0.0));
        Drawn drawn = model.draw(plan, ProgressListener.NONE, new Cancellation());
        System.out.printf(
            Locale.ROOT,
            "%s %s %.6f %s%n",
            choice,
            model.description().precision(),
            golden.cosine(GOLDEN, drawn.latents().values()),
            plan.notes());
      }
    }
  }
}
