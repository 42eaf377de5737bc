package dev.pixdelta.cli;

import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.pipeline.ModelSummary;
import dev.pixdelta.weights.ModelFileException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code pixdelta models}: what is here, and what is wrong with what cannot be used. */
@Command(
    name = "models",
    description = "Lists the models that --model takes: name, folder, where each was found.",
    mixinStandardHelpOptions = true,
    versionProvider = ManifestVersion.class)
final class ModelsCommand implements Callable<Integer> {
  private final CommandContext context;

  ModelsCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    List<ModelLocator.Found> found = context.models().list();
    for (ModelLocator.Found f : found) {
      try {
        ModelSummary.read(f.path(), context.models());
        // tabs: names and folders may hold spaces
        context.out().println(f.name() + "\t" + f.path().toAbsolutePath() + "\t" + f.source());
      } catch (ModelFileException e) {
        context.err().println(f.name() + " cannot be used: " + Failure.oneLine(e.getMessage()));
      }
    }
    if (found.isEmpty()) {
      context
          .err()
          .println("There is no model; put one into " + context.folders().data().resolve("models"));
    }
    return ExitCodes.OK;
  }
}
