package dev.pixdelta.weights;

/**
 * One file inside a zip archive, whose bytes lie inside the archive and in no other record.
 *
 * @param position of its data, counted from the beginning of the archive
 * @param storedLength bytes of its data as they lie there
 * @param length bytes of its data once unpacked; the same unless {@code deflated}
 * @param deflated whether the data is compressed
 */
record ZipRecord(long position, long storedLength, long length, boolean deflated) {}
