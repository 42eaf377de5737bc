package dev.pixdelta.cli;

import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.pipeline.InvalidRequestException;
import dev.pixdelta.pipeline.PipelineOptions;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.torch.DeviceChoice;
import dev.pixdelta.torch.PrecisionChoice;
import dev.pixdelta.weights.ModelFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options that every drawing command has: model, machine, and what changes the work per
 * picture.
 */
final class ModelArguments {
  private static final int MAX_THREADS = 1024;
  private static final String IN_THE_BOX = "nano";

  @Option(
      names = "--model",
      paramLabel = "DIR|NAME",
      description = "Model folder, or a name that 'pixdelta models' lists. Default: nano.")
  @Nullable String model;

  @Option(
      names = "--device",
      paramLabel = "auto|cpu|cuda",
      defaultValue = "auto",
      description = "Where to compute.")
  DeviceChoice device = DeviceChoice.AUTO;

  @Option(
      names = "--precision",
      paramLabel = "auto|fp32|bf16|fp16",
      defaultValue = "auto",
      description = "Number format to compute in.")
  PrecisionChoice precision = PrecisionChoice.AUTO;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "0",
      description = "CPU threads; 0 means one per core.")
  int threads;

  @Option(names = "--steps", paramLabel = "N", description = "Denoising steps.")
  @Nullable Integer steps;

  @Option(
      names = "--guidance",
      paramLabel = "X",
      description = "Guidance scale; up to 1 means none.")
  @Nullable Double guidance;

  @Option(
      names = "--size",
      paramLabel = "WxH",
      description = "Picture size in pixels, such as 768x512; default: the model's own.")
  @Nullable String size;

  /**
   * @throws InvalidRequestException if the number of threads is out of range
   */
  PipelineOptions options(CommandContext context) {
    if (threads < 0 || threads > MAX_THREADS) {
      throw new InvalidRequestException("--threads can be 0 to {0}, not {1}", MAX_THREADS, threads);
    }
    return new PipelineOptions(device, precision, threads, context.folders().cache());
  }

  /**
   * @throws ModelFileException if there is no such model
   */
  Path find(CommandContext context) {
    if (model != null) {
      return context.models().find(model);
    }
    List<ModelLocator.Found> found = context.models().list();
    if (found.isEmpty()) {
      throw new ModelFileException(
          context.folders().data().resolve("models"),
          "there is no model here or elsewhere; put one into this folder or name one with --model");
    }
    // The one in the box; without it the nearest at hand.
    ModelLocator.Found chosen =
        found.stream()
            .min(
                Comparator.comparing((ModelLocator.Found f) -> !f.name().equals(IN_THE_BOX))
                    .thenComparing(ModelLocator.Found::source))
            .orElseThrow();
    context.err().println("Model: " + chosen.name());
    return chosen.path();
  }

  /**
   * The size asked for, or null.
   *
   * @throws InvalidRequestException if it is none
   */
  @Nullable Size size() {
    return size == null ? null : size(size);
  }

  /**
   * A size as it is typed, such as 768x512.
   *
   * @throws InvalidRequestException if it is none
   */
  static Size size(String size) {
    String s = size.replace('X', 'x').replace('×', 'x');
    int x = s.indexOf('x');
    try {
      return new Size(Integer.parseInt(s.substring(0, x)), Integer.parseInt(s.substring(x + 1)));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new InvalidRequestException(
          "--size takes width and height in pixels, such as 768x512, not '{0}'", size);
    }
  }
}
