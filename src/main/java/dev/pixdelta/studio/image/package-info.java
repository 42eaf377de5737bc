/**
 * Decodes picture files of any program: the one place that reads pixels from files. Knows nothing
 * of prompts, galleries or control.
 */
@NullMarked
package dev.pixdelta.studio.image;

import org.jspecify.annotations.NullMarked;
