package dev.pixdelta.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.picture.PictureContents;
import dev.pixdelta.studio.picture.PictureMetadata;
import dev.pixdelta.studio.picture.PictureParameters;
import dev.pixdelta.studio.picture.PictureReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pixdelta info}: how a picture was made. */
@Command(
    name = "info",
    description = "Shows how a picture was made.",
    mixinStandardHelpOptions = true,
    versionProvider = ManifestVersion.class)
final class InfoCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(paramLabel = "FILE", description = "The picture, PNG, JPEG or WebP.")
  Path file = Path.of("");

  @Option(names = "--json", description = "Print one JSON object.")
  boolean json;

  InfoCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    PictureContents picture = PictureReader.read(file);
    PictureMetadata.Found found = picture.found();
    Map<String, @Nullable Object> fields = fields(picture.size(), found);
    if (json) {
      context.out().println(JsonLine.of(j -> write(j, fields)));
      return ExitCodes.OK;
    }
    fields.forEach(
        (key, value) -> {
          if (value != null) {
            context.out().println(Failure.printable(key.replace('_', ' ') + ": " + value));
          }
        });
    if (found == null) {
      context.err().println("The picture does not say how it was made");
    } else if (!found.isUnderstood()) {
      context.err().println("What the picture says of how it was made cannot be read");
    }
    return ExitCodes.OK;
  }

  private Map<String, @Nullable Object> fields(Size size, PictureMetadata.@Nullable Found found) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("path", file.toAbsolutePath().normalize());
    fields.put("width", size.width());
    fields.put("height", size.height());
    fields.put("source", found == null ? null : found.source());
    PictureParameters p = found == null ? PictureParameters.NONE : found.parameters();
    fields.put("prompt", p.prompt());
    fields.put("negative", p.negativePrompt());
    fields.put("steps", p.steps());
    fields.put("sampler", p.sampler());
    fields.put("guidance", p.guidance());
    fields.put("seed", p.seed());
    fields.put("size", p.size());
    fields.put("drawn", p.drawn());
    fields.put("model", p.model());
    fields.put("model_hash", p.modelHash());
    fields.put("device", p.device());
    fields.put("precision", p.precision());
    fields.put("version", p.version());
    fields.put("style", p.origin().style());
    fields.put("control", p.controls().isEmpty() ? null : controls(p));
    String lost = found == null ? "" : String.join("; ", found.lost());
    fields.put("lost", lost.isEmpty() ? null : lost);
    return fields;
  }

  private static String controls(PictureParameters p) {
    return p.controls().stream()
        .map(
            c ->
                "%s by %s, strength %s, from %s to %s"
                    .formatted(c.type(), c.model(), c.strength(), c.start(), c.end()))
        .collect(Collectors.joining("; "));
  }

  private static void write(JsonGenerator json, Map<String, @Nullable Object> fields)
      throws IOException {
    for (Map.Entry<String, @Nullable Object> e : fields.entrySet()) {
      json.writeFieldName(e.getKey());
      switch (e.getValue()) {
        case null -> json.writeNull();
        case Integer n -> json.writeNumber(n);
        case Long n -> json.writeNumber(n);
        case Double n -> json.writeNumber(n);
        default -> json.writeString(String.valueOf(e.getValue()));
      }
    }
  }
}
