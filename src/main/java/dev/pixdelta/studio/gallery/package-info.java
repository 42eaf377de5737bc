/**
 * The pictures that are there: an index made from the files themselves, thumbnails, stars, folders.
 * What is not in a file or beside it can be made again. Knows nothing of models, queues or windows.
 */
@NullMarked
package dev.pixdelta.studio.gallery;

import org.jspecify.annotations.NullMarked;
