package dev.pixdelta.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import dev.pixdelta.text.Sentence;
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
  private final LinearKernels kernels;

  TensorReader(Script script, PtNDManager root, LinearKernels kernels) {
    this.script = script;
    this.root = root;
    this.kernels = kernels;
  }

  /** What a tensor is for, which decides how it lies in memory. */
  public enum Role {
    /** Anything: rows innermost. */
    PLAIN,
    /** [rows, columns], for looking up rows: stays in the file, in the file's own dtype. */
    TABLE,
    /** [out, in, h, w], for convolutions of pictures whose channels lie innermost. */
    CONVOLUTION
  }

  /**
   * Puts a floating-point tensor into the weights of a block.
   *
   * @param as what to convert it to
   * @throws ModelFileException if the file cannot be mapped
   */
  public void read(
      Weights into, String name, WeightFiles files, TensorEntry entry, DType as, Role role) {
    boolean stays = role == Role.TABLE && !root.getDevice().isGpu();
    try (NDManager scope = root.newSubManager()) {
      NDArray tensor = read(scope, files, entry, stays ? computable(entry.dtype()) : as);
      into.put(
          name, role == Role.CONVOLUTION ? script.call(scope, "channels_last", tensor) : tensor);
    }
  }

  /**
   * Puts the matrix of a linear layer into the weights of a block, in the form of the kernel that
   * will multiply by it. Its bias, if it has one, was read before.
   *
   * @param layer the name that graphs call it by
   * @param matrix [out, in]
   * @param precision decides together with the machine which kernels can be taken
   * @param rows how many vectors it will usually be multiplied by at a time
   * @throws ModelFileException if the file cannot be mapped
   */
  public void readLinear(
      Weights into,
      String layer,
      WeightFiles files,
      TensorEntry matrix,
      Precision precision,
      long rows) {
    LinearKernel kernel = kernels.of(precision, rows);
    try (NDManager scope = root.newSubManager()) {
      NDArray read = read(scope, files, matrix, computable(matrix.dtype()));
      try {
        into.putLinear(layer, read, precision.matrices(), kernel);
      } catch (ai.djl.engine.EngineException e) {
        // What ran with a small matrix may still refuse this one.
        into.putLinear(layer, read, precision.matrices(), kernels.simplest(precision));
      }
    }
  }

  private NDArray read(NDManager out, WeightFiles files, TensorEntry entry, DType as) {
    long[] shape = entry.shape().stream().mapToLong(Long::longValue).toArray();
    String device = root.getDevice().isGpu() ? "cuda:" + root.getDevice().getDeviceId() : "cpu";
    int bytes = entry.dtype().bytes();
    files.requireUnchanged();
    if (entry.elements() == 0 || entry.offset() % bytes != 0 || files.isPacked(entry)) {
      // Not aligned to its own numbers, which the engine needs, or not there as they are.
      try (NDArray floats = root.create(FloatDecoder.decode(files, entry), new Shape(shape))) {
        return script.call(out, "convert", floats, device, scalarType(as));
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
          scalarType(as));
    } catch (ai.djl.engine.EngineException e) {
      throw new ModelFileException(
          entry.file(),
          AddressSpace.explained(
              Sentence.of("tensor {0} cannot be mapped into memory", entry.name())),
          e);
    }
  }

  /** The file's own numbers, or fp32 for those that the engine does not compute with. */
  private static DType computable(DType stored) {
    return switch (stored) {
      case F32, F16, BF16 -> stored;
      case F64, F8_E4M3, F8_E5M2, I64, I32, I16, I8, U64, U32, U16, U8, BOOL -> DType.F32;
    };
  }

  /** The number by which TorchScript names a dtype. */
  static int scalarType(DType dtype) {
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
