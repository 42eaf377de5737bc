/**
 * The list of jobs, grid and prompt-file dialogs, what happens when jobs end. Knows no other page:
 * see {@code shell.Workspace}.
 */
@NullMarked
package dev.pixdelta.gui.queue;

import org.jspecify.annotations.NullMarked;
