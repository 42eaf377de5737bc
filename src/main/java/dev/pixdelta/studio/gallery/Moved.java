package dev.pixdelta.studio.gallery;

import java.nio.file.Path;

/**
 * A picture that has another place.
 *
 * @param from where it was
 * @param to where it is
 */
public record Moved(Path from, Path to) {}
