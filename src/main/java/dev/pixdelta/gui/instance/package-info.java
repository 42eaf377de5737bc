/**
 * One window per data folder: a lock that the system takes back when the process dies, and a way
 * for a second start to bring the first to the front. Knows no window.
 */
@NullMarked
package dev.pixdelta.gui.instance;

import org.jspecify.annotations.NullMarked;
