package dev.pixdelta.studio.gallery;

import java.nio.file.Path;

/**
 * A real folder below the pictures folder.
 *
 * @param path absolute
 * @param name as shown; of nested ones with their parents, from the root on
 * @param pictures how many lie in it and below
 */
public record GalleryFolder(Path path, String name, int pictures) {}
