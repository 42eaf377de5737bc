/**
 * How other programs write into a picture file what it was made with: one reader per program. Knows
 * texts by their keywords, nothing of file formats; what they say comes out the same for all.
 */
@NullMarked
package dev.pixdelta.studio.metadata;

import org.jspecify.annotations.NullMarked;
