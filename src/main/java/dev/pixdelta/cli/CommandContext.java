package dev.pixdelta.cli;

import dev.pixdelta.hub.Folders;
import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.studio.ModelOpener;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * Everything a command touches of the world around it.
 *
 * @param opener opens models
 * @param models finds models
 * @param folders where things are kept
 * @param in standard input
 * @param out standard output: results only
 * @param err standard error: progress, notes and errors
 * @param terminal whether {@code err} is a terminal
 */
record CommandContext(
    ModelOpener opener,
    ModelLocator models,
    Folders folders,
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean terminal) {

  /** The folder of the embedding cache. */
  Path embeddings() {
    return folders.cache().resolve("embeddings");
  }
}
