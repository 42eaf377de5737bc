package dev.pixdelta.cli;

import dev.pixdelta.pipeline.CancelledException;
import dev.pixdelta.pipeline.InvalidRequestException;
import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.torch.EngineException;
import dev.pixdelta.weights.ModelFileException;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;

/** Errors as one sentence. */
final class Failure {
  private Failure() {}

  /**
   * Prints what went wrong.
   *
   * @param verbose whether the stack trace follows
   * @return the exit code
   */
  static int report(Throwable failure, PrintStream err, boolean verbose) {
    err.println(oneLine(sentence(failure, verbose)));
    if (verbose) {
      failure.printStackTrace(err);
    }
    return ExitCodes.of(failure);
  }

  private static String sentence(Throwable failure, boolean verbose) {
    return switch (failure) {
      case InvalidRequestException e -> String.valueOf(e.getMessage());
      case EngineException e -> String.valueOf(e.getMessage());
      case ModelFileException e -> String.valueOf(e.getMessage());
      case PictureFileException e -> String.valueOf(e.getMessage());
      case CancelledException e -> "Cancelled";
      case InvalidPathException e -> "'" + e.getInput() + "' is no path on this system";
      case OutOfMemoryError e ->
          "The memory is not enough; a smaller size, batch or run may do (" + e.getMessage() + ")";
      default ->
          "An error nobody expected: "
              + failure
              + (verbose ? "" : " (--verbose shows where it came from)");
    };
  }

  /** Messages of libraries may have many lines. */
  static String oneLine(String text) {
    return printable(
        String.join(" ", text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList()));
  }

  /** Without what makes a terminal do things: files of others may hold such characters. */
  static String printable(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.isISOControl(c) && c != '\n' && c != '\t' ? '\ufffd' : c)
        .forEach(out::appendCodePoint);
    return out.toString();
  }
}
