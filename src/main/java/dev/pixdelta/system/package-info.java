/**
 * What all parts ask of the system: which one it is, and files that are there whole or not at all.
 * Stands below everything else.
 */
@NullMarked
package dev.pixdelta.system;

import org.jspecify.annotations.NullMarked;
