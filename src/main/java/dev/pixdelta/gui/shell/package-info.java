/**
 * What every view of the window stands on: texts, actions with their shortcuts, background work,
 * the session, toasts. Knows no view.
 */
@NullMarked
package dev.pixdelta.gui.shell;

import org.jspecify.annotations.NullMarked;
