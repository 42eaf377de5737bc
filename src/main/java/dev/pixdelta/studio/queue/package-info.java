/**
 * Jobs that outlive the process: what is to be drawn, in which order, how far it is. One thread
 * draws; any thread may ask and change.
 */
@NullMarked
package dev.pixdelta.studio.queue;

import org.jspecify.annotations.NullMarked;
