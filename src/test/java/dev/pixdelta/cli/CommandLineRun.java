package dev.pixdelta.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pixdelta.hub.Folders;
import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.studio.ModelOpener;
import dev.pixdelta.testing.FakePipeline;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/**
 * One run of the command line in this process, with the model in the box and folders of its own,
 * the hub's cache ({@code hub}) among them.
 *
 * @param code exit code
 * @param out standard output
 * @param err standard error
 */
record CommandLineRun(int code, String out, String err) {

  /** Runs with the fake pipeline; data, cache and pictures lie in the folder. */
  static CommandLineRun of(Path folder, String... args) {
    return of(folder, FakePipeline::open, new byte[0], false, args);
  }

  static CommandLineRun of(
      Path folder, ModelOpener opener, byte[] input, boolean terminal, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    CommandContext context =
        new CommandContext(
            opener,
            new ModelLocator(
                List.of(
                    new ModelLocator.Root(Path.of("models"), ModelLocator.Source.INSTALLATION),
                    new ModelLocator.Root(folder.resolve("data/models"), ModelLocator.Source.DATA),
                    new ModelLocator.Root(folder.resolve("hub"), ModelLocator.Source.HUB_CACHE))),
            new Folders(
                folder.resolve("data"), folder.resolve("cache"), folder.resolve("pictures")),
            new ByteArrayInputStream(input),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            terminal);
    int code = Main.run(context, args);
    return new CommandLineRun(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  List<String> outLines() {
    return out.lines().toList();
  }

  List<String> errLines() {
    return err.lines().toList();
  }
}
