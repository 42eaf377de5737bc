package dev.pixdelta.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * The native engine as one thread uses it: device, precision, the root of all tensors, and graphs.
 *
 * <p>Confined to the thread that opened it, as libtorch's thread count and executor mode are.
 * {@link #close} frees every tensor and graph made through it.
 */
public final class Torch implements AutoCloseable {
  private final Device device;
  private final Precision precision;
  private final PtNDManager root;
  private final String prelude;
  private final TensorReader reader;
  private final NativeHeap heap = new NativeHeap();

  private Torch(Device device, Precision precision, PtNDManager root) {
    this.device = device;
    this.precision = precision;
    this.root = root;
    String tensors = Script.source(Torch.class, "tensors.py");
    String linear =
        Script.source(Torch.class, device.isGpu() ? "linear_plain.py" : "linear_packed.py");
    Script script;
    try {
      script = Script.compile(root, linear + tensors);
    } catch (ai.djl.engine.EngineException e) {
      // A build of the engine without oneDNN's operators, as on macOS.
      linear = Script.source(Torch.class, "linear_plain.py");
      script = Script.compile(root, linear + tensors);
    }
    this.prelude = linear + Script.source(Torch.class, "attention.py");
    this.reader = new TensorReader(script, root);
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
    EngineFolder.in(cacheFolder).load();
    boolean cuda = Engine.getEngine("PyTorch").getGpuCount() > 0;
    if (deviceChoice == DeviceChoice.CUDA && !cuda) {
      throw new EngineException(
          "There is no CUDA device that this installation can use; choose the device cpu or auto.");
    }
    Device device = cuda && deviceChoice != DeviceChoice.CPU ? Device.gpu() : Device.cpu();
    Precision precision =
        switch (precisionChoice) {
          case AUTO -> device.isGpu() ? Precision.FP16 : cpuPrecision();
          case FP32 -> Precision.FP32;
          case BF16 -> Precision.BF16;
          case FP16 -> Precision.FP16;
        };
    if (precision == Precision.FP16 && !device.isGpu()) {
      throw new EngineException(
          "The precision fp16 needs a CUDA device; on the CPU choose fp32, bf16 or auto.");
    }
    // Both settings belong to the calling thread.
    JniUtils.setNumThreads(threads > 0 ? threads : Runtime.getRuntime().availableProcessors());
    JniUtils.setGraphExecutorOptimize(false);
    return new Torch(device, precision, (PtNDManager) NDManager.newBaseManager(device, "PyTorch"));
  }

  /**
   * Makes a folder the place of native libraries that are used without the engine.
   *
   * @param cacheFolder as for {@link #open}
   */
  public static void keepLibrariesIn(Path cacheFolder) {
    EngineFolder.use(cacheFolder);
  }

  /** What {@link PrecisionChoice#AUTO} means on this machine's CPU. */
  public static Precision cpuPrecision() {
    return Cpu.fastBf16() ? Precision.BF16 : Precision.FP32;
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
    return device;
  }

  /** What networks compute in. */
  public Precision precision() {
    return precision;
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
   * __torch__.linear} and {@code __torch__.linear_gelu} with weights that the {@link #reader} read
   * as matrices, and {@code __torch__.attention}.
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
    if (device.isGpu()) {
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
