/**
 * Prompt, settings, preview and recent pictures. Knows no other page: see {@code shell.Workspace}.
 */
@NullMarked
package dev.pixdelta.gui.generate;

import org.jspecify.annotations.NullMarked;
