package dev.pixdelta.cli;

import dev.pixdelta.pipeline.CancelledException;
import dev.pixdelta.pipeline.InvalidRequestException;
import dev.pixdelta.studio.PictureFileException;
import dev.pixdelta.torch.EngineException;
import dev.pixdelta.weights.ModelFileException;
import java.io.PrintStream;

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
    return String.join(" ", text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList());
  }
}
