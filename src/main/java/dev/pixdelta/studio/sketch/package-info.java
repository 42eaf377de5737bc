/**
 * What lies on a sketch canvas: layers of pixels, pens, fills, undo, and the OpenRaster file they
 * are kept in. Values that never change, so that undo keeps old ones; plain arrays, knows no
 * windows and no library of picture formats.
 */
@NullMarked
package dev.pixdelta.studio.sketch;

import org.jspecify.annotations.NullMarked;
