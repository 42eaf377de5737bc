package dev.pixdelta.cli;

import dev.pixdelta.pipeline.InvalidRequestException;
import dev.pixdelta.studio.picture.ImageFormat;
import dev.pixdelta.studio.picture.Output;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where and how pictures are saved. */
final class OutputArguments {
  private static final Pattern OTHER_FORMAT =
      Pattern.compile("(?i)\\.(webp|gif|bmp|tiff?|avif|jxl|heic)$");

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
      description = "Format of the pictures. Default: what --name ends in, else png.")
  @Nullable ImageFormat format;

  @Option(
      names = "--quality",
      paramLabel = "N",
      description = "Of JPEG pictures, 1 to 100. Default: " + Output.DEFAULT_QUALITY + ".")
  @Nullable Integer quality;

  /**
   * @throws InvalidRequestException if the pattern is none, the quality is out of its range, or two
   *     options contradict each other
   */
  Output output(CommandContext context) {
    ImageFormat chosen = format();
    if (quality != null && chosen != ImageFormat.JPEG) {
      throw new InvalidRequestException("--quality is for JPEG pictures; add --format jpeg");
    }
    Path folder = Objects.requireNonNullElse(out, context.folders().pictures());
    if (ImageFormat.ofName(folder.toString()) != null && !Files.exists(folder)) {
      throw new InvalidRequestException(
          "--out names the folder for pictures, not a picture; to name one, use --name "
              + folder.getFileName());
    }
    return new Output(
        folder, name, chosen, Objects.requireNonNullElse(quality, Output.DEFAULT_QUALITY));
  }

  private ImageFormat format() {
    ImageFormat named = ImageFormat.ofName(name);
    if (format != null && named != null && format != named) {
      throw new InvalidRequestException(
          "--name '%s' and --format %s contradict each other; leave one of them out"
              .formatted(name, format.name().toLowerCase(Locale.ROOT)));
    }
    if (OTHER_FORMAT.matcher(name).find()) {
      throw new InvalidRequestException(
          "Pictures are saved as PNG or JPEG; let --name '%s' end in %s"
              .formatted(name, ImageFormat.ENDINGS));
    }
    return format != null ? format : Objects.requireNonNullElse(named, ImageFormat.PNG);
  }
}
