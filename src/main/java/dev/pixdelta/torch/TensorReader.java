package dev.pixdelta.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import dev.pixdelta.weights.DType;
import dev.pixdelta.weights.FloatDecoder;
import dev.pixdelta.weights.ModelFileException;
import dev.pixdelta.weights.TensorEntry;
import dev.pixdelta.weights.WeightFiles;

/**
 * Tensors of weight files on the device, in the precision that networks compute in.
 *
 * <p>The engine maps the file itself ({@code torch.from_file}): DJL cannot make bf16 arrays, and a
 * mapped tensor of the right dtype on the CPU is used as it lies, without a copy. Others are
 * converted, after which their mapping goes away.
 */
public final class TensorReader {
  private final Script script;
  private final PtNDManager root;

  TensorReader(Script script, PtNDManager root) {
    this.script = script;
    this.root = root;
  }

  /** What a tensor is for, which decides how it lies in memory. */
  public enum Role {
    /** Anything: rows innermost. */
    PLAIN,
    /** [out, in], for {@code __torch__.linear} alone. */
    MATRIX,
    /** [rows, columns], for looking up rows: stays in the file, in the file's own dtype. */
    TABLE,
    /** [out, in, h, w], for convolutions of pictures whose channels lie innermost. */
    KERNEL
  }

  /**
   * A floating-point tensor in the compute precision.
   *
   * @param out owns the result
   * @throws ModelFileException if the file cannot be mapped
   */
  public NDArray read(
      NDManager out, WeightFiles files, TensorEntry entry, Precision as, Role role) {
    if (role == Role.TABLE && !root.getDevice().isGpu()) {
      return read(out, files, entry, storedAs(entry.dtype(), as));
    }
    NDArray read = read(out, files, entry, as);
    String method =
        switch (role) {
          case PLAIN, TABLE -> "";
          case MATRIX -> "pack_matrix";
          case KERNEL -> "pack_kernel";
        };
    if (method.isEmpty()) {
      return read;
    }
    try (read) {
      return script.call(out, method, read);
    }
  }

  private NDArray read(NDManager out, WeightFiles files, TensorEntry entry, Precision as) {
    long[] shape = entry.shape().stream().mapToLong(Long::longValue).toArray();
    String device = root.getDevice().isGpu() ? "cuda:" + root.getDevice().getDeviceId() : "cpu";
    int bytes = entry.dtype().bytes();
    files.requireUnchanged();
    if (entry.elements() == 0 || entry.offset() % bytes != 0 || files.isPacked(entry)) {
      // Not aligned to its own numbers, which the engine needs, or not there as they are.
      try (NDArray floats = root.create(FloatDecoder.decode(files, entry), new Shape(shape))) {
        return script.call(out, "convert", floats, device, as.scalarType());
      }
    }
    try {
      long first = entry.offset() / bytes;
      return script.call(
          out,
          "read",
          entry.file().toAbsolutePath().toString(),
          first,
          first + entry.elements(),
          scalarType(entry.dtype()),
          shape,
          device,
          as.scalarType());
    } catch (ai.djl.engine.EngineException e) {
      throw new ModelFileException(
          entry.file(),
          "tensor '" + entry.name() + "' cannot be mapped into memory" + AddressSpace.note(),
          e);
    }
  }

  private static Precision storedAs(DType dtype, Precision otherwise) {
    return switch (dtype) {
      case F32 -> Precision.FP32;
      case F16 -> Precision.FP16;
      case BF16 -> Precision.BF16;
      case F64, F8_E4M3, F8_E5M2, I64, I32, I16, I8, U64, U32, U16, U8, BOOL -> otherwise;
    };
  }

  private static int scalarType(DType dtype) {
    return switch (dtype) {
      case F64 -> 7;
      case F32 -> 6;
      case F16 -> 5;
      case BF16 -> 15;
      case F8_E4M3 -> 24;
      case F8_E5M2 -> 23;
      case I64, I32, I16, I8, U64, U32, U16, U8, BOOL ->
          throw new IllegalArgumentException("not a floating-point dtype: " + dtype);
    };
  }
}
