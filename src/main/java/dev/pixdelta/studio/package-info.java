/**
 * What both faces stand on: requests, the service that serves them, picture files and their
 * metadata. Records and {@code java.*} types only, never a tensor.
 */
@NullMarked
package dev.pixdelta.studio;

import org.jspecify.annotations.NullMarked;
