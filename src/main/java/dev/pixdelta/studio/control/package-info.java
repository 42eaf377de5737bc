/**
 * Control maps: any picture file to a white-on-black map that steers a drawing. Plain arrays of
 * grey values; only {@link dev.pixdelta.studio.control.PhotoFile} and its pixels know a library of
 * picture formats, and only {@link dev.pixdelta.studio.control.SoftEdgeDrawer} of a network. Knows
 * nothing of queues or windows.
 */
@NullMarked
package dev.pixdelta.studio.control;

import org.jspecify.annotations.NullMarked;
