package dev.pixdelta.studio.picture;

import org.jspecify.annotations.Nullable;

/**
 * What a picture came from, beyond the numbers it was drawn with.
 *
 * @param id of the picture in the queue that promised it, or null for one drawn outside a queue
 * @param template the prompt as typed, with alternatives and word lists, where it differs from the
 *     prompt drawn
 * @param style name of the style preset that was put around the prompt
 */
public record Origin(@Nullable String id, @Nullable String template, @Nullable String style) {
  /** Nothing beyond the numbers. */
  public static final Origin NONE = new Origin(null, null, null);
}
