package dev.pixdelta.weights;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Floating-point tensors of any dtype as Java floats: for small tensors, and such as lie unaligned.
 */
public final class FloatDecoder {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfDouble DOUBLE =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private FloatDecoder() {}

  /**
   * Reads a tensor.
   *
   * @return its numbers, row-major; F64 is rounded
   * @throws ModelFileException if it holds integers or more than 2^31-9 numbers, or the file shrank
   */
  public static float[] decode(WeightFiles files, TensorEntry entry) {
    long n = entry.elements();
    if (n > Integer.MAX_VALUE - 8) {
      throw new ModelFileException(
          entry.file(),
          "tensor '" + entry.name() + "' is too large to be copied: " + n + " numbers");
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment m = files.map(entry, arena);
      float[] out = new float[(int) n];
      for (int i = 0; i < out.length; i++) {
        out[i] =
            switch (entry.dtype()) {
              case F64 -> (float) m.get(DOUBLE, 8L * i);
              case F32 -> m.get(FLOAT, 4L * i);
              case F16 -> Float.float16ToFloat(m.get(SHORT, 2L * i));
              case BF16 -> Float.intBitsToFloat(m.get(SHORT, 2L * i) << 16);
              case F8_E4M3 -> e4m3(m.get(ValueLayout.JAVA_BYTE, i));
              // The upper byte of an fp16.
              case F8_E5M2 -> Float.float16ToFloat((short) (m.get(ValueLayout.JAVA_BYTE, i) << 8));
              case I64, I32, I16, I8, U64, U32, U16, U8, BOOL ->
                  throw new ModelFileException(
                      entry.file(),
                      "tensor '"
                          + entry.name()
                          + "': expected floating-point numbers, found "
                          + entry.dtype());
            };
      }
      return out;
    }
  }

  /** Four exponent bits with bias 7, three mantissa bits, no infinities. */
  private static float e4m3(byte b) {
    int exponent = b >> 3 & 15;
    int mantissa = b & 7;
    if (exponent == 15 && mantissa == 7) {
      return Float.NaN;
    }
    float magnitude =
        exponent == 0 ? mantissa / 512f : (8 + mantissa) / 8f * (float) Math.pow(2, exponent - 7);
    return b < 0 ? -magnitude : magnitude;
  }
}
