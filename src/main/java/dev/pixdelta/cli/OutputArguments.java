package dev.pixdelta.cli;

import dev.pixdelta.pipeline.InvalidRequestException;
import dev.pixdelta.studio.picture.ImageFormat;
import dev.pixdelta.studio.picture.Output;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where and how pictures are saved. */
final class OutputArguments {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the pictures. Default: Pixdelta in your pictures folder.")
  @Nullable Path out;

  @Option(
      names = "--name",
      paramLabel = "PATTERN",
      defaultValue = Output.DEFAULT_PATTERN,
      description = "File names, with fields such as {date}, {seed} and {prompt:40}.")
  String name = Output.DEFAULT_PATTERN;

  @Option(
      names = "--format",
      paramLabel = "png|jpeg",
      defaultValue = "png",
      description = "Format of the pictures.")
  ImageFormat format = ImageFormat.PNG;

  @Option(
      names = "--quality",
      paramLabel = "N",
      description = "Of JPEG pictures, 1 to 100. Default: " + Output.DEFAULT_QUALITY + ".")
  @Nullable Integer quality;

  /**
   * @throws InvalidRequestException if the pattern is none or the quality is out of its range
   */
  Output output(CommandContext context) {
    if (quality != null && format != ImageFormat.JPEG) {
      throw new InvalidRequestException("--quality is for JPEG pictures; add --format jpeg");
    }
    return new Output(
        Objects.requireNonNullElse(out, context.folders().pictures()),
        name,
        format,
        Objects.requireNonNullElse(quality, Output.DEFAULT_QUALITY));
  }
}
