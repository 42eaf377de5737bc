package dev.pixdelta.cli;

import dev.pixdelta.studio.FailureSentence;
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
    if (failure instanceof OutputException e && e.readerGone()) {
      return ExitCodes.READER_GONE; // who has read enough wants no error
    }
    err.println(oneLine(sentence(failure, verbose)));
    if (verbose) {
      failure.printStackTrace(err);
    }
    return ExitCodes.of(failure);
  }

  private static String sentence(Throwable failure, boolean verbose) {
    String sentence =
        failure instanceof OutputException
            ? String.valueOf(failure.getMessage())
            : FailureSentence.of(failure);
    return verbose || failure instanceof OutputException || FailureSentence.isForeseen(failure)
        ? sentence
        : sentence + " (--verbose shows where it came from)";
  }

  /** In one line and safe for a terminal. */
  static String oneLine(String text) {
    return printable(FailureSentence.oneLine(text));
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
