package dev.pixdelta.cli;

import dev.pixdelta.pipeline.Progress;
import dev.pixdelta.studio.GenerationListener.GenerationProgress;
import java.io.PrintStream;

/**
 * Shows on standard error how a run goes: a bar that moves on a terminal, elsewhere a line per
 * stage.
 */
final class ProgressPrinter implements AutoCloseable {
  private static final int BAR = 24;
  private static final int COLUMNS = 79;

  private final PrintStream err;
  private final boolean terminal;
  private int shown;

  /**
   * @param terminal whether {@code err} is one
   */
  ProgressPrinter(PrintStream err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  void show(GenerationProgress p) {
    if (terminal) {
      bar(p);
    } else if (beginsStage(p.stage())) {
      err.println(which(p) + ": " + stage(p.stage(), false));
    }
  }

  /** Prints a line, whether or not a bar is in its place. */
  void line(String line) {
    close();
    err.println(line);
  }

  /** Takes the bar away. */
  @Override
  public void close() {
    if (shown > 0) {
      err.print("\r" + " ".repeat(shown) + "\r");
      err.flush();
      shown = 0;
    }
  }

  private void bar(GenerationProgress p) {
    int filled = (int) Math.round(BAR * (p.first() + p.batch() * done(p.stage())) / p.pictures());
    String line =
        "["
            + "#".repeat(filled)
            + "-".repeat(BAR - filled)
            + "] "
            + which(p)
            + ": "
            + stage(p.stage(), true);
    line = line.length() > COLUMNS ? line.substring(0, COLUMNS) : line;
    err.print("\r" + line + " ".repeat(Math.max(0, shown - line.length())));
    err.flush();
    shown = line.length();
  }

  /** How much of a batch is done when a stage begins: a rough share of its time. */
  private static double done(Progress stage) {
    return switch (stage) {
      case Progress.Loading s -> 0;
      case Progress.Encoding s -> 0;
      case Progress.Denoising s -> 0.1 + 0.75 * s.step() / s.steps();
      case Progress.Denoised s -> 0.1 + 0.75 * (s.step() + 1) / s.steps();
      case Progress.Decoding s -> 0.85 + 0.15 * s.picture() / s.pictures();
    };
  }

  private static boolean beginsStage(Progress stage) {
    return switch (stage) {
      case Progress.Loading s -> true;
      case Progress.Encoding s -> true;
      case Progress.Denoising s -> s.step() == 0;
      case Progress.Denoised s -> false;
      case Progress.Decoding s -> s.picture() == 0;
    };
  }

  private static String which(GenerationProgress p) {
    int first = p.first() + 1;
    int last = p.first() + p.batch();
    return (first == last ? "picture " + first : "pictures " + first + "-" + last)
        + " of "
        + p.pictures();
  }

  private static String stage(Progress stage, boolean exact) {
    return switch (stage) {
      case Progress.Loading s -> "loading the " + s.part();
      case Progress.Encoding s -> "encoding the prompt";
      case Progress.Denoising s ->
          exact
              ? "denoising, step " + (s.step() + 1) + " of " + s.steps()
              : "denoising in " + s.steps() + (s.steps() == 1 ? " step" : " steps");
      case Progress.Denoised s -> "denoised step " + (s.step() + 1) + " of " + s.steps();
      case Progress.Decoding s ->
          exact && s.pictures() > 1
              ? "decoding " + (s.picture() + 1) + " of " + s.pictures()
              : "decoding";
    };
  }
}
