package dev.pixdelta.studio.gallery;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which pictures, in which order.
 *
 * @param folder only those below it; null for all
 * @param text words that must all stand in prompt, model or file name, in any order and case; blank
 *     for all
 * @param model exact name, or null for all
 * @param starredOnly only those with a star
 */
public record GalleryQuery(
    @Nullable Path folder, String text, @Nullable String model, boolean starredOnly, Sort sort) {
  /** Everything, the newest first. */
  public static final GalleryQuery ALL = new GalleryQuery(null, "", null, false, Sort.NEWEST);

  /** The orders there are. */
  public enum Sort {
    NEWEST,
    OLDEST,
    NAME,
    PROMPT,
    MODEL
  }
}
