/**
 * Prompt to picture: the order of encoder, sampler and decoder, sizes and bins, the embedding
 * cache, progress and cancellation. One thread owns all tensors; callers see records and {@code
 * java.*} types.
 */
@NullMarked
package dev.pixdelta.pipeline;

import org.jspecify.annotations.NullMarked;
