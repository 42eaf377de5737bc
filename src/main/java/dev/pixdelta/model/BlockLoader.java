package dev.pixdelta.model;

import dev.pixdelta.torch.Precision;
import dev.pixdelta.torch.Script;
import dev.pixdelta.torch.TensorReader;
import dev.pixdelta.torch.TensorReader.Role;
import dev.pixdelta.torch.Torch;
import dev.pixdelta.torch.Weights;
import dev.pixdelta.weights.DType;
import dev.pixdelta.weights.TensorEntry;
import dev.pixdelta.weights.WeightFiles;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Collects the weights of one block under the names that its graph uses: asks the files for each
 * tensor by its key and shape, and reads them when the block is built.
 */
final class BlockLoader {
  /** Something to be read into the weights. */
  private sealed interface Wanted {}

  private record Tensor(TensorEntry entry, DType dtype, Role role) implements Wanted {}

  private record Matrix(TensorEntry entry, Precision precision, long rows) implements Wanted {}

  private final Torch torch;
  private final WeightFiles files;
  private final String prefix;
  private final Precision precision;
  private final DType dtype;
  private final Map<String, Wanted> wanted = new LinkedHashMap<>();
  private long rows = 1;

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
    this.dtype = torch.activations(precision);
  }

  /**
   * Tells how many vectors the linear layers that follow are usually given at a time, 1 if not
   * told: the fastest kernel depends on it.
   */
  BlockLoader rows(long usual) {
    rows = usual;
    return this;
  }

  /** Wants the tensor {@code prefix + key} under the name {@code key}. */
  BlockLoader take(String key, long... shape) {
    return takeAs(key, key, shape);
  }

  /** Wants the tensor {@code prefix + key} under another name. */
  BlockLoader takeAs(String name, String key, long... shape) {
    return want(name, key, dtype, Role.PLAIN, shape);
  }

  /**
   * Wants the table {@code prefix + key} [rows, columns] under another name, for looking up rows.
   */
  BlockLoader table(String name, String key, long rows, long columns) {
    return want(name, key, dtype, Role.TABLE, rows, columns);
  }

  private BlockLoader want(String name, String key, DType dtype, Role role, long... shape) {
    wanted.put(name, new Tensor(files.requireFloat(prefix + key, shape), dtype, role));
    return this;
  }

  /** Wants {@code key.weight} [out, in] and {@code key.bias} [out]. */
  BlockLoader linear(String key, long out, long in) {
    return linearAs(key, key, out, in);
  }

  /** As {@link #linear}, under another name. */
  BlockLoader linearAs(String layer, String key, long out, long in) {
    return takeAs(layer + ".bias", key + ".bias", out)
        .matrix(layer, files.requireFloat(prefix + key + ".weight", out, in), precision);
  }

  /** Wants {@code key.weight} [out, in] of a linear layer that has no bias. */
  BlockLoader linearWithoutBias(String layer, String key, long out, long in) {
    return linearWithoutBias(layer, key, precision, out, in);
  }

  /** As above, in a precision of its own. */
  BlockLoader linearWithoutBias(String layer, String key, Precision precision, long out, long in) {
    return matrix(layer, files.requireFloat(prefix + key + ".weight", out, in), precision);
  }

  /**
   * Wants one of {@code parts} linear layers [out, in] that lie one below the other in {@code key}.
   */
  BlockLoader linearPart(String layer, String key, int part, int parts, long out, long in) {
    TensorEntry weight = files.requireFloat(prefix + key + ".weight", parts * out, in);
    TensorEntry bias = files.requireFloat(prefix + key + ".bias", parts * out);
    wanted.put(layer + ".bias", new Tensor(bias.rows(part * out, out), dtype, Role.PLAIN));
    return matrix(layer, weight.rows(part * out, out), precision);
  }

  private BlockLoader matrix(String layer, TensorEntry entry, Precision precision) {
    wanted.put(layer, new Matrix(entry, precision, rows));
    return this;
  }

  /** Wants {@code key.weight} [out, in, side, side] and {@code key.bias} [out]. */
  BlockLoader conv(String key, long out, long in, long side) {
    return want(key + ".weight", key + ".weight", dtype, Role.CONVOLUTION, out, in, side, side)
        .take(key + ".bias", out);
  }

  /** Wants {@code key.weight} and {@code key.bias}, both [channels], always in fp32. */
  BlockLoader norm(String key, long channels) {
    return want(key + ".weight", key + ".weight", DType.F32, Role.PLAIN, channels)
        .want(key + ".bias", key + ".bias", DType.F32, Role.PLAIN, channels);
  }

  /**
   * Reads what was wanted, a bias before its matrix; the caller owns the result.
   *
   * @param script the graphs that the weights are for
   */
  Weights build(Script script) {
    Weights weights = script.newWeights(dtype);
    TensorReader reader = torch.reader();
    try {
      wanted.forEach(
          (name, w) -> {
            switch (w) {
              case Tensor t -> reader.read(weights, name, files, t.entry(), t.dtype(), t.role());
              case Matrix m ->
                  reader.readLinear(weights, name, files, m.entry(), m.precision(), m.rows());
            }
          });
      return weights;
    } catch (RuntimeException | Error e) {
      weights.close();
      throw e;
    }
  }
}
