package dev.pixdelta.studio.gallery;

/**
 * Which pixels of a line lie under each pixel of a shorter one.
 *
 * @param length of the longer line
 * @param first pixel that lies under it at least in part
 * @param last such pixel
 */
@SuppressWarnings("ArrayRecordComponent") // a table for one picture, never compared
record Coverage(int length, int[] first, int[] last) {
  static Coverage of(int length, int newLength) {
    int[] first = new int[newLength];
    int[] last = new int[newLength];
    for (int i = 0; i < newLength; i++) {
      first[i] = (int) ((long) i * length / newLength);
      last[i] = (int) (((long) (i + 1) * length - 1) / newLength);
    }
    return new Coverage(length, first, last);
  }

  /** The share of new pixel {@code i} that old pixel {@code j} covers; they add up to 1. */
  float weight(int i, int j) {
    double from = Math.max((double) i * length / first.length, j);
    double to = Math.min((double) (i + 1) * length / first.length, j + 1);
    return (float) ((to - from) * first.length / length);
  }
}
