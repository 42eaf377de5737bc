package dev.pixdelta.cli;

import dev.pixdelta.studio.picture.PictureFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pixdelta cache}: the embeddings of earlier prompts. */
@Command(
    name = "cache",
    description = "Shows the cache of encoded prompts: folder, files, bytes.",
    mixinStandardHelpOptions = true,
    versionProvider = ManifestVersion.class)
final class CacheCommand implements Callable<Integer> {
  private final CommandContext context;

  @Option(names = "--clear", description = "Empty it.")
  boolean clear;

  CacheCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Path folder = context.embeddings();
    try {
      List<Path> files = files(folder);
      long bytes = 0;
      for (Path file : files) {
        bytes += size(file);
        if (clear) {
          Files.deleteIfExists(file);
        }
      }
      String what = files.size() + (files.size() == 1 ? " file, " : " files, ") + bytes + " bytes";
      context.out().println(folder + ": " + what + (clear ? " deleted" : ""));
      return ExitCodes.OK;
    } catch (IOException e) {
      throw new PictureFileException(
          folder, clear ? "cannot be emptied" : "cannot be looked into", e);
    }
  }

  /** Only files that lie in the folder itself: nothing a link leads to is the cache's. */
  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS)).toList();
    }
  }

  /** Another process may have evicted the file since. */
  private static long size(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0;
    }
  }
}
