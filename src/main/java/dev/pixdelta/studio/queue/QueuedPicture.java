package dev.pixdelta.studio.queue;

import dev.pixdelta.text.Sentence;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One picture that a job promised.
 *
 * @param index in its job, from 0
 * @param prompt with alternatives drawn and the style put around it
 * @param seed promised when the job was added
 * @param file where it was saved, or null if it is not
 * @param message why it could not be drawn, or null
 */
public record QueuedPicture(
    long job,
    int index,
    String prompt,
    long seed,
    @Nullable Path file,
    @Nullable Sentence message) {}
