package dev.pixdelta.weights;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tensor as a pickle describes it, nothing checked against the storage yet.
 *
 * @param storage holds its numbers, and maybe those of others
 * @param offset first number in the storage
 * @param shape sizes, outermost first
 * @param strides numbers to the next one along each axis
 */
record PickledTensor(Storage storage, long offset, List<Long> shape, List<Long> strides) {
  /**
   * Numbers in a record of the archive.
   *
   * @param key name of the record
   * @param elements how many there are
   */
  record Storage(DType dtype, String key, long elements) {}

  /** Number of elements; only when there is no {@link #problem}. */
  long elements() {
    return shape.stream().reduce(1L, (a, b) -> a * b);
  }

  /** What is wrong with it in a few words, or null: then its numbers lie in order inside. */
  @Nullable String problem() {
    if (shape.size() != strides.size()) {
      return "expected as many strides as sizes, found %d and %d"
          .formatted(strides.size(), shape.size());
    }
    if (offset < 0 || shape.stream().anyMatch(n -> n < 0)) {
      return "expected a shape and an offset of natural numbers, found " + shape + " at " + offset;
    }
    long next = 1;
    try {
      for (int i = shape.size() - 1; i >= 0; i--) {
        if (shape.get(i) > 1 && strides.get(i) != next && !shape.contains(0L)) {
          return "expected numbers in order, found a transposed or cut view with strides "
              + strides
              + " for "
              + shape
              + ": save it again after contiguous()";
        }
        next = Math.multiplyExact(next, shape.get(i));
      }
    } catch (ArithmeticException e) {
      return "expected a shape below 2^63 numbers, found " + shape;
    }
    if (offset > storage.elements() || next > storage.elements() - offset) {
      return "expected %s from number %d on, found only %d numbers"
          .formatted(shape, offset, storage.elements());
    }
    return null;
  }
}
