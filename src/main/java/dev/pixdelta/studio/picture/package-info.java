/**
 * Picture files and what they say of themselves: PNG, JPEG and WebP, names, metadata of ours, texts
 * of other programs. Knows nothing of models being run, queues or windows.
 */
@NullMarked
package dev.pixdelta.studio.picture;

import org.jspecify.annotations.NullMarked;
