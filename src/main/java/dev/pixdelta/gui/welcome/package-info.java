/**
 * First-run page and the models that are there. Knows no other page: see {@code shell.Workspace}.
 */
@NullMarked
package dev.pixdelta.gui.welcome;

import org.jspecify.annotations.NullMarked;
