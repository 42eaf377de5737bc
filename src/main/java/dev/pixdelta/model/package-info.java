/**
 * The networks, as their papers write them: T5 v1.1 encoder, PixArt transformer, AutoencoderKL,
 * each with a validated configuration record, and the tokenizer of prompts.
 *
 * <p>Block graphs are TorchScript source beside this package in {@code resources}; Java owns
 * configuration, weights and the order of blocks. No sampling, no files but weights.
 */
@NullMarked
package dev.pixdelta.model;

import org.jspecify.annotations.NullMarked;
