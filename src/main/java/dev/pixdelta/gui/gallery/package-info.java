/**
 * Grid, viewer, comparison and what can be done with pictures. Knows no other page: see {@code
 * shell.Workspace}.
 */
@NullMarked
package dev.pixdelta.gui.gallery;

import org.jspecify.annotations.NullMarked;
