package dev.pixdelta.tokenizer;

/**
 * What stands for the beginning of a text once it is normalized.
 *
 * @param bytes that hold it, not to be changed
 * @param begin of it in them
 * @param end of it in them
 * @param consumed how many bytes of the text it stands for; 1 or more
 */
@SuppressWarnings("ArrayRecordComponent") // a view, never compared
record Replacement(byte[] bytes, int begin, int end, int consumed) {}
