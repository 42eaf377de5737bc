/**
 * File formats of named tensors: safetensors, shard indexes, PyTorch archives. A file becomes a
 * checked table of names, dtypes, shapes and byte ranges; bytes are memory-mapped on request.
 *
 * <p>Knows nothing of networks and nothing of the native engine. Whatever a file says is a claim to
 * be checked: a {@link ModelFileException} is the only way in which it fails.
 */
@NullMarked
package dev.pixdelta.weights;

import org.jspecify.annotations.NullMarked;
