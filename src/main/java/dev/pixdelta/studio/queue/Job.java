package dev.pixdelta.studio.queue;

import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.text.Sentence;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job as it stands now. Immutable; ask the queue again for news.
 *
 * @param id never used twice in one data folder
 * @param settings as added
 * @param grid for a grid job, else null
 * @param pictures how many it has
 * @param done how many are saved
 * @param failed how many could not be drawn
 * @param added when
 * @param message why it failed, in one sentence, or null
 * @param sheet the contact sheet of a finished grid job, or null
 */
public record Job(
    long id,
    GenerationSettings settings,
    @Nullable Grid grid,
    State state,
    int pictures,
    int done,
    int failed,
    Instant added,
    @Nullable Sentence message,
    @Nullable Path sheet) {
  /** Where a job stands. */
  public enum State {
    QUEUED,
    RUNNING,
    DONE,
    /** At least one picture failed; the others are saved. {@link JobQueue#retry} tries again. */
    FAILED,
    CANCELLED;

    /** Whether nothing more will happen by itself. */
    public boolean isEnded() {
      return this == DONE || this == FAILED || this == CANCELLED;
    }
  }
}
