package dev.pixdelta.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.pixdelta.weights.DType;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The native engine as one thread uses it: device, precision, the root of all tensors, and graphs.
 *
 * <p>Confined to the thread that opened it, as libtorch's thread count and executor mode are.
 * {@link #close} frees every tensor and graph made through it.
 */
public final class Torch implements AutoCloseable {
  // For a thread that the system refuses the engine waits for ever, and OpenMP ends the process.
  private static final long THREAD = 2L * 10_000_000; // stacks of two pools
  private static final long BESIDES_THREADS = 150_000_000; // weights and what is computed

  private final Precision precision;
  private final PtNDManager root;
  private final LinearKernels kernels;
  private final String prelude;
  private final TensorReader reader;
  private final NativeHeap heap = new NativeHeap();

  private Torch(PtNDManager root, PrecisionChoice choice, @Nullable LinearKernel forcedKernel) {
    this.root = root;
    String linear = Script.source(Torch.class, "linear.py");
    String tensors = Script.source(Torch.class, "tensors.py");
    String kernels = Script.source(Torch.class, "kernels.py");
    Script script;
    try {
      script = Script.compile(root, kernels + linear + tensors);
    } catch (ai.djl.engine.EngineException e) {
      kernels = Script.source(Torch.class, "kernels_portable.py");
      script = Script.compile(root, kernels + linear + tensors);
    }
    this.prelude = kernels + linear + Script.source(Torch.class, "attention.py");
    this.kernels = new LinearKernels(script, root, forcedKernel);
    this.precision =
        switch (choice) {
          case AUTO -> this.kernels.best();
          case FP32 -> Precision.FP32;
          case BF16 -> Precision.BF16;
          case FP16 -> Precision.FP16;
          case W16A32 -> Precision.W16A32;
        };
    this.reader = new TensorReader(script, root, this.kernels);
  }

  /**
   * Opens the engine; the first call of a process loads the native library, and the first one on a
   * machine unpacks it into {@code cacheFolder}.
   *
   * @param threads CPU threads, 0 for as many as there are cores
   * @param cacheFolder the root of what is kept between runs
   * @throws EngineException if the library cannot be loaded or there is no such device
   */
  public static Torch open(
      DeviceChoice deviceChoice, PrecisionChoice precisionChoice, int threads, Path cacheFolder) {
    return open(deviceChoice, precisionChoice, threads, cacheFolder, null);
  }

  /**
   * As above.
   *
   * @param kernel the only kernel for linear layers, wherever it {@link LinearKernel#supports} the
   *     precision; null for the fastest of each
   */
  public static Torch open(
      DeviceChoice deviceChoice,
      PrecisionChoice precisionChoice,
      int threads,
      Path cacheFolder,
      @Nullable LinearKernel kernel) {
    EngineFolder.in(cacheFolder).load();
    boolean cuda = Engine.getEngine("PyTorch").getGpuCount() > 0;
    if (deviceChoice == DeviceChoice.CUDA && !cuda) {
      throw new EngineException(
          "There is no CUDA device that this installation can use; choose the device cpu or auto");
    }
    Device device = cuda && deviceChoice != DeviceChoice.CPU ? Device.gpu() : Device.cpu();
    if (precisionChoice == PrecisionChoice.FP16 && !device.isGpu()) {
      throw new EngineException(
          "The precision fp16 needs a CUDA device; on a CPU w16a32 keeps weights in fp16 too, and"
              + " auto is the fastest");
    }
    int used = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    AddressSpace.require(BESIDES_THREADS + used * THREAD);
    // Both settings belong to the calling thread.
    JniUtils.setNumThreads(used);
    JniUtils.setGraphExecutorOptimize(false);
    PtNDManager root = (PtNDManager) NDManager.newBaseManager(device, "PyTorch");
    try {
      return new Torch(root, precisionChoice, kernel);
    } catch (RuntimeException | Error e) {
      root.close();
      throw e;
    }
  }

  /**
   * What {@link PrecisionChoice#AUTO} is likely to mean on this machine's CPU: told without the
   * engine, which decides when it is opened.
   */
  public static Precision cpuPrecision() {
    return Cpu.preferred();
  }

  /**
   * How much of the native library {@link #open} will find unpacked, whoever unpacks it.
   *
   * @param cacheFolder as for {@link #open}
   * @return 0 to 1; 1 if all of it is there
   */
  public static double unpacked(Path cacheFolder) {
    return EngineFolder.in(cacheFolder).unpacked();
  }

  /**
   * Unpacks the native library if it is not, without loading it: some seconds, once.
   *
   * @param cacheFolder as for {@link #open}
   * @throws EngineException if that fails
   */
  public static void unpack(Path cacheFolder) {
    EngineFolder.in(cacheFolder).unpack();
  }

  /** Where tensors live. */
  public Device device() {
    return root.getDevice();
  }

  /** What was asked for, or chosen for this machine. */
  public Precision precision() {
    return precision;
  }

  /**
   * What networks compute in between their matrices, in the precision that a part of them asks for.
   */
  public DType activations(Precision part) {
    return kernels.activations(part);
  }

  /**
   * Whether arithmetic in the opened precision is slower here than in another one: weights are then
   * enlarged to fp32 for each product.
   */
  public boolean isEmulated() {
    return kernels.isEmulated(precision);
  }

  /** The root of all tensors; make sub-managers of it for anything short-lived. */
  public NDManager manager() {
    return root;
  }

  /** Reads tensors of weight files onto the device. */
  public TensorReader reader() {
    return reader;
  }

  /**
   * Loads graphs from TorchScript source beside a class. The source may call {@code
   * __torch__.linear} and {@code __torch__.linear_gelu} with {@link Weights}, and {@code
   * __torch__.attention}.
   *
   * @param owner the class in whose package the resource lies
   * @param resource file name, such as {@code pixart.py}
   */
  public Script script(Class<?> owner, String resource) {
    return Script.compile(root, prelude + Script.source(owner, resource));
  }

  /**
   * Runs work that reads weights, which stay: they are placed in memory so that what is needed only
   * to convert them leaves no holes.
   */
  public <T> T loading(Supplier<T> work) {
    heap.placeApart();
    try {
      return work.get();
    } finally {
      heap.placeTogether();
    }
  }

  /** Frees what the CUDA allocator keeps for later; does nothing on the CPU. */
  public void releaseCachedMemory() {
    if (device().isGpu()) {
      JniUtils.emptyCudaCache();
    }
  }

  /** A copy of an fp32 array's numbers, from whichever device. */
  public static float[] floats(NDArray array) {
    return array.toFloatArray();
  }

  @Override
  public void close() {
    root.close();
  }
}
