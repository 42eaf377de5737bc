package dev.pixdelta.cli;

import dev.pixdelta.studio.ModelOpener;
import dev.pixdelta.weights.ModelFileException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line's entry point. */
public final class Main {
  private static final ModelOpener OPENER =
      (model, options) -> {
        throw new ModelFileException(model, "drawing is not built in yet");
      };

  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(run(context(OPENER), args));
  }

  /** The process's own streams and folders. */
  static CommandContext context(ModelOpener opener) {
    ModelLookup models =
        new ModelLookup() {
          @Override
          public Path find(String nameOrPath) {
            return Path.of(nameOrPath);
          }

          @Override
          public List<Found> list() {
            return List.of();
          }
        };
    return new CommandContext(
        opener,
        models,
        Path.of("pictures"),
        Path.of("cache"),
        System.in,
        System.out,
        System.err,
        Terminal.isStandardError());
  }

  /** Runs a command; returns its exit code. Never throws. */
  static int run(CommandContext context, String... args) {
    RootCommand root = new RootCommand();
    try {
      CommandLine line = new CommandLine(root);
      line.addSubcommand(new GenerateCommand(context));
      // Prompts are free text: '@' is no file and '$' no variable.
      line.setExpandAtFiles(false);
      line.setInterpolateVariables(false);
      line.setCaseInsensitiveEnumValuesAllowed(true);
      line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
      line.setOut(new PrintWriter(context.out(), true, StandardCharsets.UTF_8));
      line.setErr(new PrintWriter(context.err(), true, StandardCharsets.UTF_8));
      line.setParameterExceptionHandler((e, arguments) -> usage(context, e));
      line.setExecutionExceptionHandler(
          (e, commandLine, result) -> Failure.report(e, context.err(), root.verbose));
      return line.execute(args);
    } catch (Throwable e) { // errors such as running out of memory get their sentence too
      return Failure.report(e, context.err(), root.verbose);
    }
  }

  private static int usage(CommandContext context, ParameterException e) {
    StringBuilder sentence = new StringBuilder(Failure.oneLine(String.valueOf(e.getMessage())));
    if (e instanceof UnmatchedArgumentException unmatched) {
      List<String> suggestions = unmatched.getSuggestions();
      if (!suggestions.isEmpty()) {
        sentence.append("; did you mean ").append(String.join(" or ", suggestions)).append('?');
      }
    }
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    context.err().println(sentence + " (see " + command + " --help)");
    return ExitCodes.USAGE;
  }
}
