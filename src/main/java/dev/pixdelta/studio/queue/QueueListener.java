package dev.pixdelta.studio.queue;

import dev.pixdelta.pipeline.Picture;
import dev.pixdelta.pipeline.Progress;
import dev.pixdelta.studio.SavedPicture;
import dev.pixdelta.text.Sentence;

/** Hears what happens in a queue, on whatever thread makes it happen; must return quickly. */
public interface QueueListener {
  /** Jobs were added, removed, reordered or changed their state or counts. */
  default void changed() {}

  /** A stage of the running job begins. */
  default void progress(JobProgress progress) {}

  /**
   * The clean picture that a step predicts, small.
   *
   * @param picture index in the job
   * @param step just made, from 0
   * @param steps how many there are
   */
  default void preview(long job, int picture, int step, int steps, Picture preview) {}

  /** Whether {@link #preview} is to be called; asked once a pass. */
  default boolean wantsPreviews() {
    return false;
  }

  /** A picture is safely on the disk. */
  default void saved(long job, SavedPicture picture) {}

  /** A sentence for the user, such as that a negative prompt does nothing; once a job. */
  default void note(long job, Sentence sentence) {}

  /** A stage of a live picture begins; those asked for before it and not begun never will. */
  default void liveProgress(long id, Progress stage) {}

  /** A live picture is drawn. */
  default void liveDrawn(long id, Picture picture) {}

  /** A live picture could not be drawn. */
  default void liveFailed(long id, Sentence sentence) {}

  /** The last job that could run has ended. */
  default void idle() {}
}
