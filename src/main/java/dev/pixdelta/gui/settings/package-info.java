/**
 * Output folder, names, format, look and language. Knows no other page: see {@code
 * shell.Workspace}.
 */
@NullMarked
package dev.pixdelta.gui.settings;

import org.jspecify.annotations.NullMarked;
