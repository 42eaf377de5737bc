package dev.pixdelta.weights;

import java.util.Arrays;
import java.util.List;

/**
 * An F32 tensor in memory, to be written.
 *
 * @param shape sizes, outermost first, each at least 0; empty for a scalar
 * @param values as many as the shape says, last dimension fastest; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // a hand-over of a buffer; records are never compared
public record FloatTensor(List<Long> shape, float[] values) {
  /**
   * @throws IllegalArgumentException if shape and number of values disagree
   */
  public FloatTensor {
    shape = List.copyOf(shape);
    long elements = 1;
    for (long size : shape) {
      if (size < 0) {
        throw new IllegalArgumentException("shape " + shape);
      }
      elements = Math.multiplyExact(elements, size);
    }
    if (elements != values.length) {
      throw new IllegalArgumentException("shape " + shape + " for " + values.length + " values");
    }
  }

  /** As the record's constructor. */
  public static FloatTensor of(float[] values, long... shape) {
    return new FloatTensor(Arrays.stream(shape).boxed().toList(), values);
  }
}
