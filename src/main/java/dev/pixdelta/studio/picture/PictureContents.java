package dev.pixdelta.studio.picture;

import dev.pixdelta.pipeline.Size;
import org.jspecify.annotations.Nullable;

/**
 * What a picture file says of itself.
 *
 * @param size in pixels
 * @param found how it was made, or null if it does not say
 * @param text all of it as text: in the form that other programs read, or as another program wrote
 *     it; null if the file has none
 */
public record PictureContents(
    FileFormat format, Size size, PictureMetadata.@Nullable Found found, @Nullable String text) {}
