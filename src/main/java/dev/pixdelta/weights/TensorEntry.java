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
 * @param file the safetensors file
 * @param offset first byte, counted from the beginning of the file; may be unaligned
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
}
