package dev.pixdelta.studio.queue;

import dev.pixdelta.studio.GenerationSettings;
import org.jspecify.annotations.Nullable;

/**
 * All that is settled of a picture when its job is added.
 *
 * @param index in its job, from 0
 * @param turn its place in the order of drawing
 * @param prompt with alternatives drawn and the style put around it
 * @param negative likewise
 * @param cell settings of a grid's cell, or null where those of the job hold
 */
record PromisedPicture(
    int index,
    int turn,
    String prompt,
    String negative,
    long seed,
    @Nullable GenerationSettings cell) {}
