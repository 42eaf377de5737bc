package dev.pixdelta.weights;

import java.util.Arrays;
import java.util.Optional;

/** Element types of safetensors, by the names the format gives them. All little-endian. */
public enum DType {
  F64(8),
  F32(4),
  F16(2),
  BF16(2),
  F8_E4M3(1),
  F8_E5M2(1),
  I64(8),
  I32(4),
  I16(2),
  I8(1),
  U64(8),
  U32(4),
  U16(2),
  U8(1),
  BOOL(1);

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  /** Size of one element in bytes: 1, 2, 4 or 8. */
  public int bytes() {
    return bytes;
  }

  /** Whether elements are floating-point numbers. */
  public boolean isFloat() {
    return compareTo(F8_E5M2) <= 0;
  }

  /** The type of a safetensors name such as {@code "BF16"}; empty for any other word. */
  public static Optional<DType> parse(String name) {
    return Arrays.stream(values()).filter(d -> d.name().equals(name)).findFirst();
  }
}
