package dev.pixdelta.pipeline;

/** Hears of progress on the drawing thread; must return quickly. */
@FunctionalInterface
public interface ProgressListener {
  /** Hears nothing. */
  ProgressListener NONE = p -> {};

  void onProgress(Progress progress);

  /** Whether {@link Progress.Denoised} is wanted; asked once a batch. */
  default boolean wantsPreviews() {
    return false;
  }
}
