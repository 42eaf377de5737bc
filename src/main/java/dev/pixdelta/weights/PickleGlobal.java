package dev.pixdelta.weights;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The only names of Python that a file of tensors may ask for. They are labels here: what they
 * stand for is done by {@link Pickle} in its own way.
 *
 * @param kind what it stands for
 * @param dtype of a storage, else null
 */
record PickleGlobal(Kind kind, @Nullable DType dtype) {
  /** What such a name stands for. */
  enum Kind {
    ORDERED_DICT,
    TENSOR,
    PARAMETER,
    STORAGE
  }

  private static final Map<String, PickleGlobal> KNOWN =
      Map.ofEntries(
          Map.entry("collections OrderedDict", new PickleGlobal(Kind.ORDERED_DICT, null)),
          Map.entry("torch._utils _rebuild_tensor_v2", new PickleGlobal(Kind.TENSOR, null)),
          Map.entry("torch._utils _rebuild_parameter", new PickleGlobal(Kind.PARAMETER, null)),
          storage("Double", DType.F64),
          storage("Float", DType.F32),
          storage("Half", DType.F16),
          storage("BFloat16", DType.BF16),
          storage("Long", DType.I64),
          storage("Int", DType.I32),
          storage("Short", DType.I16),
          storage("Char", DType.I8),
          storage("Byte", DType.U8),
          storage("Bool", DType.BOOL));

  private static Map.Entry<String, PickleGlobal> storage(String name, DType dtype) {
    return Map.entry("torch " + name + "Storage", new PickleGlobal(Kind.STORAGE, dtype));
  }

  /** The name of a module and of something in it; empty for everything but these few. */
  static Optional<PickleGlobal> find(String module, String name) {
    return Optional.ofNullable(KNOWN.get(module + " " + name));
  }
}
