/**
 * Text to token ids: a unigram tokenizer (Kudo, 2018, "Subword Regularization") that gives the ids
 * of SentencePiece (Kudo and Richardson, 2018), read from SentencePiece's {@code spiece.model} or
 * from Hugging Face's {@code tokenizer.json}.
 *
 * <p>{@link dev.pixdelta.tokenizer.TextNormalizer} makes the text uniform, {@link
 * dev.pixdelta.tokenizer.UnigramModel} cuts it into the most probable pieces. Plain Java on bytes;
 * nothing here knows of prompts or of networks.
 */
@NullMarked
package dev.pixdelta.tokenizer;

import org.jspecify.annotations.NullMarked;
