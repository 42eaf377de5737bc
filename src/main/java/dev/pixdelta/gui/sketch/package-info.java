/**
 * The page where the user draws what steers a picture, and pictures that follow the hand. What a
 * sketch is lies in {@link dev.pixdelta.studio.sketch}; here is how it is shown and touched.
 */
@NullMarked
package dev.pixdelta.gui.sketch;

import org.jspecify.annotations.NullMarked;
