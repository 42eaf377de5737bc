package dev.pixdelta.studio;

import dev.pixdelta.pipeline.Progress;
import dev.pixdelta.text.Sentence;

/** Hears how a run goes, on the thread that draws; must return quickly. */
public interface GenerationListener {
  /** Hears nothing. */
  GenerationListener NONE = new GenerationListener() {};

  /** A sentence for the user, such as that a negative prompt does nothing; each one once. */
  default void note(Sentence sentence) {}

  /** A stage of the running batch begins. */
  default void progress(GenerationProgress progress) {}

  /** Whether {@link Progress.Denoised} is wanted; asked once a batch. */
  default boolean wantsPreviews() {
    return false;
  }

  /** A picture was saved. */
  default void saved(SavedPicture picture) {}

  /**
   * Where a run stands.
   *
   * @param first index of the running batch's first picture, as its {@link PictureRequest} has it
   * @param batch number of pictures in this batch
   * @param pictures number of pictures in the run
   * @param stage what the batch is doing
   */
  record GenerationProgress(int first, int batch, int pictures, Progress stage) {}
}
