package dev.pixdelta.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.Map;
import java.util.TreeMap;

/**
 * Named tensors as a {@code Dict[str, Tensor]} that stays on the native side between calls: the
 * weights of one block.
 */
public final class TensorMap implements AutoCloseable {
  private final IValue value;

  /**
   * Takes over the arrays: the native dictionary keeps the tensors, the Java handles are closed.
   */
  public TensorMap(Map<String, NDArray> arrays) {
    Map<String, PtNDArray> tensors = new TreeMap<>();
    arrays.forEach((name, a) -> tensors.put(name, (PtNDArray) a));
    this.value = IValue.stringMapFrom(tensors);
    tensors.values().forEach(PtNDArray::close);
  }

  IValue value() {
    return value;
  }

  @Override
  public void close() {
    value.close();
  }
}
