package dev.pixdelta.studio.queue;

import dev.pixdelta.pipeline.Progress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far the running job is.
 *
 * @param picture index of the batch's first picture, from 0
 * @param pictures of the job
 * @param stage what the batch is doing
 * @param fraction of the whole job, 0 to 1, from measured stages
 * @param left until the job ends, from measured steps; null until something was measured
 */
public record JobProgress(
    long job,
    int picture,
    int pictures,
    Progress stage,
    double fraction,
    @Nullable Duration left) {}
