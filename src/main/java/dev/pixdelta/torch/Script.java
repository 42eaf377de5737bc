package dev.pixdelta.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.pixdelta.weights.DType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Graphs compiled from one TorchScript source: a class whose methods are called by name.
 *
 * <p>Confined to the thread of its {@link Torch}, which also frees it.
 */
public final class Script {
  private final PtSymbolBlock block;

  private Script(PtSymbolBlock block) {
    this.block = block;
  }

  /** The text of a resource beside a class. */
  static String source(Class<?> owner, String resource) {
    try (InputStream in = owner.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("no resource " + resource + " beside " + owner);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Compiles source, whose class gets the methods that make {@link Weights}.
   *
   * @throws ai.djl.engine.EngineException if it has a mistake, or names an operator that is not
   *     there
   */
  static Script compile(PtNDManager manager, String source) {
    try {
      var archive =
          new ByteArrayInputStream(ScriptArchive.of(source, source(Script.class, "weights.py")));
      return new Script(JniUtils.loadModule(manager, archive, false, false));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Calls a method that returns one tensor.
   *
   * @param out the manager that owns the result
   * @param method name in the source
   * @param arguments {@link NDArray}, {@link Weights}, Integer, Long, Double, Boolean, String or
   *     {@code long[]}, as the method declares them; none is consumed
   */
  public NDArray call(NDManager out, String method, Object... arguments) {
    return callForAll(out, method, arguments).singletonOrThrow();
  }

  /** As {@link #call}, for a method that returns a tuple of tensors. */
  public NDList callForAll(NDManager out, String method, Object... arguments) {
    try (IValue result = result(method, arguments)) {
      return result.toNDList((PtNDManager) out);
    }
  }

  /** Calls a method for what it does. */
  void run(String method, Object... arguments) {
    result(method, arguments).close();
  }

  /**
   * An object for the weights of one block of these graphs, empty yet.
   *
   * @param activations what the block computes in
   */
  public Weights newWeights(DType activations) {
    return new Weights(this, result("weights", TensorReader.scalarType(activations)));
  }

  /** The caller closes it. */
  private IValue result(String method, Object... arguments) {
    IValue[] values = new IValue[arguments.length];
    try {
      for (int i = 0; i < arguments.length; i++) {
        values[i] = value(arguments[i]);
      }
      return IValueUtils.runMethod(block, method, values);
    } finally {
      for (int i = 0; i < values.length; i++) {
        if (values[i] != null && !(arguments[i] instanceof Weights)) {
          values[i].close();
        }
      }
    }
  }

  private static IValue value(Object argument) {
    return switch (argument) {
      case PtNDArray a -> IValue.from(a);
      case Weights w -> w.value();
      case Integer i -> IValue.from(i.longValue());
      case Long l -> IValue.from(l);
      case Double d -> IValue.from(d);
      case Boolean b -> IValue.from(b);
      case String s -> IValue.from(s);
      case long[] l -> IValue.listFrom(l);
      default -> throw new IllegalArgumentException("no TorchScript value: " + argument.getClass());
    };
  }
}
