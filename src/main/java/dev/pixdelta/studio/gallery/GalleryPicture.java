package dev.pixdelta.studio.gallery;

import dev.pixdelta.pipeline.Size;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A picture in the gallery: what a grid of thousands needs, not all it says of itself.
 *
 * @param file absolute
 * @param modified time of the file
 * @param size in pixels
 * @param prompt empty if it says none
 * @param model or null
 * @param seed or null
 * @param starred by the user
 */
public record GalleryPicture(
    Path file,
    Instant modified,
    Size size,
    String prompt,
    @Nullable String model,
    @Nullable Long seed,
    boolean starred) {}
