/**
 * Models on this machine: where they are looked for, what a model folder holds, its JSON files, and
 * the folders of the platform (data, cache, pictures).
 *
 * <p>Knows the hub layout of folders, not what any network makes of a configuration.
 */
@NullMarked
package dev.pixdelta.hub;

import org.jspecify.annotations.NullMarked;
