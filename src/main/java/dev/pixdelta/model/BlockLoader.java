package dev.pixdelta.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.pixdelta.torch.Precision;
import dev.pixdelta.torch.TensorMap;
import dev.pixdelta.torch.TensorReader.Role;
import dev.pixdelta.torch.Torch;
import dev.pixdelta.weights.TensorEntry;
import dev.pixdelta.weights.WeightFiles;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Collects the weights of one block under short names: asks the files for each tensor by its key
 * and shape, and reads them when the block is built.
 */
final class BlockLoader {
  private record Wanted(TensorEntry entry, Precision precision, Role role) {}

  private final Torch torch;
  private final WeightFiles files;
  private final String prefix;
  private final Precision precision;
  private final Map<String, Wanted> wanted = new LinkedHashMap<>();

  /**
   * @param prefix put before every key, such as {@code transformer_blocks.3.}
   */
  BlockLoader(Torch torch, WeightFiles files, String prefix) {
    this(torch, files, prefix, torch.precision());
  }

  /** As above, in a precision of its own. */
  BlockLoader(Torch torch, WeightFiles files, String prefix, Precision precision) {
    this.torch = torch;
    this.files = files;
    this.prefix = prefix;
    this.precision = precision;
  }

  /** Wants the tensor {@code prefix + key} under the name {@code key}. */
  BlockLoader take(String key, long... shape) {
    return takeAs(key, key, shape);
  }

  /** Wants the tensor {@code prefix + key} under another name. */
  BlockLoader takeAs(String name, String key, long... shape) {
    return want(name, key, precision, Role.PLAIN, shape);
  }

  /**
   * Wants the matrix {@code prefix + key} [out, in] under another name, for linear layers alone.
   */
  BlockLoader matrix(String name, String key, long out, long in) {
    return want(name, key, precision, Role.MATRIX, out, in);
  }

  /** As above, in a precision of its own. */
  BlockLoader matrix(String name, String key, Precision precision, long out, long in) {
    return want(name, key, precision, Role.MATRIX, out, in);
  }

  /**
   * Wants the table {@code prefix + key} [rows, columns] under another name, for looking up rows.
   */
  BlockLoader table(String name, String key, long rows, long columns) {
    return want(name, key, precision, Role.TABLE, rows, columns);
  }

  private BlockLoader want(String name, String key, Precision precision, Role role, long... shape) {
    wanted.put(name, new Wanted(files.requireFloat(prefix + key, shape), precision, role));
    return this;
  }

  /** Wants {@code key.weight} [out, in] and {@code key.bias} [out]. */
  BlockLoader linear(String key, long out, long in) {
    return linearAs(key, key, out, in);
  }

  /** As {@link #linear}, under another name. */
  BlockLoader linearAs(String name, String key, long out, long in) {
    return matrix(name + ".weight", key + ".weight", out, in)
        .takeAs(name + ".bias", key + ".bias", out);
  }

  /**
   * Wants one of {@code parts} linear layers [out, in] that lie one below the other in {@code key}.
   */
  BlockLoader linearPart(String name, String key, int part, int parts, long out, long in) {
    TensorEntry weight = files.requireFloat(prefix + key + ".weight", parts * out, in);
    TensorEntry bias = files.requireFloat(prefix + key + ".bias", parts * out);
    wanted.put(name + ".weight", new Wanted(weight.rows(part * out, out), precision, Role.MATRIX));
    wanted.put(name + ".bias", new Wanted(bias.rows(part * out, out), precision, Role.PLAIN));
    return this;
  }

  /** Wants {@code key.weight} [out, in, side, side] and {@code key.bias} [out]. */
  BlockLoader conv(String key, long out, long in, long side) {
    return want(key + ".weight", key + ".weight", precision, Role.KERNEL, out, in, side, side)
        .take(key + ".bias", out);
  }

  /** Wants {@code key.weight} and {@code key.bias}, both [channels], always in fp32. */
  BlockLoader norm(String key, long channels) {
    return want(key + ".weight", key + ".weight", Precision.FP32, Role.PLAIN, channels)
        .want(key + ".bias", key + ".bias", Precision.FP32, Role.PLAIN, channels);
  }

  /** Reads what was wanted; the caller owns the result. */
  TensorMap build() {
    try (NDManager scope = torch.manager().newSubManager()) {
      Map<String, NDArray> arrays = new LinkedHashMap<>();
      wanted.forEach(
          (name, w) ->
              arrays.put(
                  name, torch.reader().read(scope, files, w.entry(), w.precision(), w.role())));
      return new TensorMap(arrays);
    }
  }
}
