package dev.pixdelta.cli;

import dev.pixdelta.hub.ModelLocator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code pixdelta models}: what is here. */
@Command(
    name = "models",
    description = "Lists the models that --model takes: name, folder, where it was found.",
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
      // tabs: names and folders may hold spaces
      context.out().println(f.name() + "\t" + f.path().toAbsolutePath() + "\t" + f.source());
    }
    if (found.isEmpty()) {
      context
          .err()
          .println("There is no model; put one into " + context.folders().data().resolve("models"));
    }
    return ExitCodes.OK;
  }
}
