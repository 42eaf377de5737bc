package dev.pixdelta.cli;

import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.pipeline.ControlType;
import dev.pixdelta.pipeline.PipelineOptions;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.pipeline.SizeRule;
import dev.pixdelta.studio.control.ControlMap;
import dev.pixdelta.studio.control.SoftEdgeDrawer;
import dev.pixdelta.studio.picture.PictureFiles;
import dev.pixdelta.text.Sentence;
import dev.pixdelta.torch.DeviceChoice;
import dev.pixdelta.torch.PrecisionChoice;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pixdelta control}: makes a control map of a picture, to be looked at or used. */
@Command(
    name = "control",
    description = "Makes a control map of a picture: white on black. Prints its path.",
    mixinStandardHelpOptions = true,
    versionProvider = ManifestVersion.class)
final class ControlCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(paramLabel = "FILE", description = "The picture.")
  Path file = Path.of("");

  @Option(
      names = "--type",
      paramLabel = "map|edges|softedge|scribble|depth",
      required = true,
      description = "What the map shows.")
  ControlType type = ControlType.MAP;

  @Option(
      names = "--out",
      paramLabel = "MAP.png",
      required = true,
      description = "The new file; one that is there is never replaced.")
  Path out = Path.of("");

  @Option(names = "--invert", description = "Turn black to white.")
  boolean invert;

  @Option(
      names = "--size",
      paramLabel = "WxH",
      description = "Size of the map; the picture covers it and is cut. Default: the picture's.")
  @Nullable String size;

  ControlCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Size wanted = size == null ? null : ModelArguments.size(size);
    if (wanted != null) {
      SizeRule.checkSides(wanted);
    }
    ControlMap.Source source = ControlMap.read(file, type, invert);
    ControlMap map = map(source, wanted == null ? source.size() : wanted);
    PictureFiles.saveAs(map.picture(), out);
    if (map.inverted() != invert) {
      context.err().println(ControlMap.TURNED);
    }
    context.out().println(out);
    return ExitCodes.OK;
  }

  private ControlMap map(ControlMap.Source source, Size wanted) {
    PipelineOptions options =
        new PipelineOptions(DeviceChoice.AUTO, PrecisionChoice.AUTO, 0, context.folders().cache());
    try (SoftEdgeDrawer softEdges = new SoftEdgeDrawer(context.models(), options)) {
      ControlMap map = source.of(wanted, softEdges);
      if (type == ControlType.SOFTEDGE) {
        context
            .err()
            .println(softEdges.note().map(Sentence::toString).orElseGet(this::withoutNetwork));
      }
      return map;
    }
  }

  private String withoutNetwork() {
    return "Soft edges without a network; for those of HED put %s.pth into %s."
        .formatted(
            SoftEdgeDrawer.WEIGHTS,
            context.folders().data().resolve("models").resolve(ModelLocator.ANNOTATORS));
  }
}
