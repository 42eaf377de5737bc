/**
 * The window: puts the pages together and wires them to the services below. What a page needs of
 * another goes through {@code shell.Workspace}; what two pages share lies in {@code shell}.
 */
@NullMarked
package dev.pixdelta.gui;

import org.jspecify.annotations.NullMarked;
