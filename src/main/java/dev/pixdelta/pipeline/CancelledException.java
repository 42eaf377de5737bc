package dev.pixdelta.pipeline;

/** The work was cancelled on request; nothing is wrong. */
public final class CancelledException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CancelledException() {
    super("cancelled");
  }
}
