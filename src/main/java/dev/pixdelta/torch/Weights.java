package dev.pixdelta.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.jni.IValue;
import dev.pixdelta.weights.DType;

/**
 * The weights of one block as its graph takes them: an object that stays on the native side between
 * calls. Graphs see tensors by name, {@code w["norm.weight"]}, and linear layers by {@code
 * __torch__.linear(x, w, "to_q")}.
 *
 * <p>Belongs to the {@link Script} that made it, and is confined to the thread of its {@link
 * Torch}. {@link #close} frees what is in it.
 */
public final class Weights implements AutoCloseable {
  private final Script script;
  private final IValue value;

  Weights(Script script, IValue value) {
    this.script = script;
    this.value = value;
  }

  IValue value() {
    return value;
  }

  /** Adds a tensor, which the native object keeps; the caller still closes the array. */
  public void put(String name, NDArray tensor) {
    script.run("put", this, name, tensor);
  }

  /**
   * Adds the matrix [out, in] of a linear layer, whose bias, if it has one, was put before as
   * {@code layer.bias}.
   *
   * @param kept what {@link LinearKernel#PLAIN} and {@link LinearKernel#UPCAST} keep it in
   * @throws ai.djl.engine.EngineException if the kernel cannot be had for this matrix here
   */
  void putLinear(String layer, NDArray matrix, DType kept, LinearKernel kernel) {
    switch (kernel) {
      case PLAIN, UPCAST ->
          script.run("put_plain", this, layer, matrix, TensorReader.scalarType(kept));
      case ONEDNN -> script.run("put_onednn", this, layer, matrix);
      case FBGEMM -> script.run("put_fbgemm", this, layer, matrix);
    }
  }

  @Override
  public void close() {
    value.close();
  }
}
