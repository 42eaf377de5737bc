package dev.pixdelta.cli;

import dev.pixdelta.pipeline.CancelledException;
import dev.pixdelta.pipeline.InvalidRequestException;
import java.nio.file.InvalidPathException;

/** What the process returns. */
final class ExitCodes {
  static final int OK = 0;

  /** A file, the model or the machine is at fault. */
  static final int FAILED = 1;

  /** The arguments are at fault. */
  static final int USAGE = 2;

  /** Stopped by Ctrl-C: 128 + SIGINT, as shells expect. */
  static final int CANCELLED = 130;

  /** Whoever read standard output has stopped: 128 + SIGPIPE, as shells expect. */
  static final int READER_GONE = 141;

  private ExitCodes() {}

  static int of(Throwable failure) {
    return switch (failure) {
      case InvalidRequestException e -> USAGE;
      case InvalidPathException e -> USAGE;
      case CancelledException e -> CANCELLED;
      default -> FAILED;
    };
  }
}
