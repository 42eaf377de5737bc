package dev.pixdelta.cli;

import dev.pixdelta.hub.Folders;
import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.pipeline.PipelineOptions;
import dev.pixdelta.pipeline.TextToImage;
import dev.pixdelta.studio.FailureSentence;
import dev.pixdelta.studio.ModelOpener;
import dev.pixdelta.studio.picture.ImageFormat;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line's entry point. */
public final class Main {
  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    // JPEG is written, and control pictures are read, by what looks for a screen unless it is told.
    System.setProperty("java.awt.headless", "true");
    System.exit(run(Main::open, Arguments.repaired(args)));
  }

  /**
   * Says that no window can be opened, and what can be done without one.
   *
   * @return the exit code
   */
  public static int noWindow(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    standardError()
        .println(
            Failure.oneLine(
                "The window cannot be opened ("
                    + cause.getMessage()
                    + "); start it in a desktop session, or use the command line: pixdelta --help"));
    return ExitCodes.FAILED;
  }

  private static TextToImage open(Path model, PipelineOptions options) {
    EngineUnpacking.finish(options.cacheFolder(), standardError());
    return ModelOpener.pixArt(ModelLocator.current(Folders.current())).open(model, options);
  }

  /** Runs a command with the process's own streams and folders; returns its exit code. */
  static int run(ModelOpener opener, String... args) {
    CommandContext context;
    try {
      context = context(opener);
    } catch (RuntimeException e) { // folders that this system cannot name
      Failure.report(e, standardError(), false);
      return ExitCodes.FAILED;
    }
    return run(context, args);
  }

  private static CommandContext context(ModelOpener opener) {
    Folders folders = Folders.current();
    return new CommandContext(
        opener,
        ModelLocator.current(folders),
        folders,
        System.in,
        StandardOutput.open(readable(System.out.charset())),
        standardError(),
        Terminal.isStandardError());
  }

  private static PrintStream standardError() {
    return new PrintStream(
        new FileOutputStream(FileDescriptor.err), true, readable(System.err.charset()));
  }

  /** Under a POSIX locale Java prints '?' for every prompt that is not English. */
  private static Charset readable(Charset charset) {
    return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
  }

  /** Runs a command; returns its exit code. Never throws. */
  static int run(CommandContext context, String... args) {
    RootCommand root = new RootCommand();
    try {
      CommandLine line = new CommandLine(root);
      line.addSubcommand(new GenerateCommand(context));
      line.addSubcommand(new ControlCommand(context));
      line.addSubcommand(new InfoCommand(context));
      line.addSubcommand(new ModelsCommand(context));
      line.addSubcommand(new BenchCommand(context));
      line.addSubcommand(new CacheCommand(context));
      // Prompts are free text: '@' in front means no file.
      line.setExpandAtFiles(false);
      line.setCaseInsensitiveEnumValuesAllowed(true);
      numbers(line);
      line.registerConverter(ImageFormat.class, Main::format);
      line.registerConverter(Path.class, Main::path);
      line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
      line.setOut(new PrintWriter(context.out(), true, context.out().charset()));
      line.setErr(new PrintWriter(context.err(), true, context.err().charset()));
      line.setParameterExceptionHandler((e, arguments) -> usage(context, e));
      line.setExecutionStrategy(parsed -> execute(context, root, parsed));
      line.setExecutionExceptionHandler(
          (e, commandLine, result) -> Failure.report(e, context.err(), root.verbose));
      return line.execute(args);
    } catch (Throwable e) { // errors such as running out of memory get their sentence too
      return Failure.report(e, context.err(), root.verbose);
    }
  }

  /** picocli would speak of ints and longs. */
  private static void numbers(CommandLine line) {
    line.registerConverter(int.class, s -> number(s, Integer::valueOf));
    line.registerConverter(Integer.class, s -> number(s, Integer::valueOf));
    line.registerConverter(Long.class, s -> number(s, Long::valueOf));
  }

  private static <N> N number(String text, Function<String, N> parser) {
    try {
      return parser.apply(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is not a whole number, or is too large");
    }
  }

  private static ImageFormat format(String text) {
    ImageFormat format = ImageFormat.of(text);
    if (format == null) {
      throw new TypeConversionException("it can be png or jpeg, not '" + text + "'");
    }
    return format;
  }

  /** Runs what was parsed; help that cannot be printed is no command's failure to picocli. */
  private static int execute(CommandContext context, RootCommand root, ParseResult parsed) {
    try {
      return new CommandLine.RunLast().execute(parsed);
    } catch (OutputException e) {
      return Failure.report(e, context.err(), root.verbose);
    }
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException(FailureSentence.of(e));
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
