package dev.pixdelta.cli;

import dev.pixdelta.studio.ModelOpener;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * Everything a command touches of the world around it.
 *
 * @param opener opens models
 * @param models finds models
 * @param pictures where pictures go by default
 * @param embeddings the folder of the embedding cache
 * @param in standard input
 * @param out standard output: results only
 * @param err standard error: progress, notes and errors
 * @param terminal whether {@code err} is a terminal
 */
record CommandContext(
    ModelOpener opener,
    ModelLookup models,
    Path pictures,
    Path embeddings,
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean terminal) {}
