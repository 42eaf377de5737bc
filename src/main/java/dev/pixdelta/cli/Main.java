package dev.pixdelta.cli;

import dev.pixdelta.hub.Folders;
import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.pipeline.PipelineOptions;
import dev.pixdelta.pipeline.PixArtPipeline;
import dev.pixdelta.pipeline.TextToImage;
import dev.pixdelta.studio.ModelOpener;
import dev.pixdelta.studio.picture.ImageFormat;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line's entry point. */
public final class Main {
  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    // JPEG is written, and control pictures are read, by what looks for a screen unless it is told.
    System.setProperty("java.awt.headless", "true");
    System.exit(run(context(Main::open), Arguments.repaired(args)));
  }

  private static TextToImage open(Path model, PipelineOptions options) {
    if (PixArtPipeline.unpacksEngine(options)) {
      readable(System.err, FileDescriptor.err)
          .println("Unpacking the native engine (once, 430 MB) …");
    }
    return ModelOpener.pixArt(ModelLocator.current(Folders.current())).open(model, options);
  }

  /** The process's own streams and folders. */
  static CommandContext context(ModelOpener opener) {
    Folders folders = Folders.current();
    return new CommandContext(
        opener,
        ModelLocator.current(folders),
        folders,
        System.in,
        readable(System.out, FileDescriptor.out),
        readable(System.err, FileDescriptor.err),
        Terminal.isStandardError());
  }

  /** Under a POSIX locale Java prints '?' for every prompt that is not English. */
  private static PrintStream readable(PrintStream stream, FileDescriptor descriptor) {
    return stream.charset().equals(StandardCharsets.US_ASCII)
        ? new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8)
        : stream;
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
      line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
      line.setOut(new PrintWriter(context.out(), true, context.out().charset()));
      line.setErr(new PrintWriter(context.err(), true, context.err().charset()));
      line.setParameterExceptionHandler((e, arguments) -> usage(context, e));
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
