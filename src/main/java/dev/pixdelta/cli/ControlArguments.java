package dev.pixdelta.cli;

import dev.pixdelta.pipeline.ControlType;
import dev.pixdelta.studio.control.ControlSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** One control picture of {@code generate}; the options may be given once more for a second. */
final class ControlArguments {
  @Option(
      names = "--control",
      paramLabel = "FILE",
      required = true,
      description = "A picture that steers what is drawn.")
  Path file = Path.of("");

  @Option(
      names = "--control-type",
      paramLabel = "map|edges|softedge|scribble|depth",
      required = true,
      description = "What map to make of it; map takes the file as the control map itself.")
  ControlType type = ControlType.MAP;

  @Option(
      names = "--control-model",
      paramLabel = "DIR|FILE",
      description =
          "Control weights: a folder, .safetensors, .pth or .bin. Default: the model's own.")
  @Nullable Path weights;

  @Option(
      names = "--control-strength",
      paramLabel = "X",
      description = "How strongly it steers, 0 to 10. Default: 1.")
  double strength = 1;

  @Option(
      names = "--control-start",
      paramLabel = "X",
      description = "Fraction of the steps after which it begins. Default: 0.")
  double start;

  @Option(
      names = "--control-end",
      paramLabel = "X",
      description = "Fraction of the steps after which it ends. Default: 1.")
  double end = 1;

  @Option(
      names = "--control-invert",
      description = "Turn black to white, as for depth whose near is black.")
  boolean invert;

  /**
   * What is asked for.
   *
   * @throws dev.pixdelta.pipeline.InvalidRequestException if a number is out of its range
   */
  ControlSettings settings() {
    return new ControlSettings(file, type, invert, weights, strength, start, end, false);
  }
}
