package dev.pixdelta.weights;

import java.nio.file.Path;
import java.util.List;

/**
 * Where one tensor lies. Made by {@link WeightFiles}, which has checked that the bytes are inside
 * the file and that {@code length} is the shape's. Immutable.
 *
 * @param name as in the file
 * @param dtype element type
 * @param shape sizes, outermost first, each at least 0; empty for a scalar
 * @param file the file
 * @param offset first byte, counted from the beginning of the file, or of the unpacked data where
 *     {@link WeightFiles#isPacked}; may be unaligned
 * @param length in bytes
 */
public record TensorEntry(
    String name, DType dtype, List<Long> shape, Path file, long offset, long length) {
  /** Copies the shape. */
  public TensorEntry {
    shape = List.copyOf(shape);
  }

  /** Number of elements: the product of the shape, 1 for a scalar. */
  public long elements() {
    return length / dtype.bytes();
  }

  /**
   * Rows {@code from} to {@code from + count} of the outermost axis, as a tensor of its own.
   *
   * @throws IllegalArgumentException if there are no such rows
   */
  public TensorEntry rows(long from, long count) {
    long all = shape.isEmpty() ? 0 : shape.getFirst();
    if (from < 0 || count < 1 || from + count > all) {
      throw new IllegalArgumentException("rows " + from + " + " + count + " of " + this);
    }
    List<Long> part = new java.util.ArrayList<>(shape);
    part.set(0, count);
    long row = length / all;
    return new TensorEntry(name, dtype, part, file, offset + from * row, count * row);
  }
}
