package dev.pixdelta.pipeline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.pixdelta.model.HedDetector;
import dev.pixdelta.text.Sentence;
import dev.pixdelta.torch.Precision;
import dev.pixdelta.torch.PrecisionChoice;
import dev.pixdelta.torch.Torch;
import dev.pixdelta.weights.Closer;
import dev.pixdelta.weights.WeightFiles;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * The HED network with an engine and a thread of its own, so that soft edges need no model that
 * draws, and may be asked for from any thread, a virtual one too; by one at a time.
 */
public final class SoftEdgeNetwork implements AutoCloseable {
  private final ExecutorService thread;
  private final Closer opened;
  private final Torch torch;
  private final HedDetector detector;
  private final FiniteCheck finite;

  private SoftEdgeNetwork(
      ExecutorService thread,
      Closer opened,
      Torch torch,
      HedDetector detector,
      FiniteCheck finite) {
    this.thread = thread;
    this.opened = opened;
    this.torch = torch;
    this.detector = detector;
    this.finite = finite;
  }

  /**
   * Reads the weights.
   *
   * @param weights {@code ControlNetHED.pth}, or the same as safetensors
   * @param options where to compute; in fp32, whatever they say
   * @throws dev.pixdelta.weights.ModelFileException if they are damaged or of another network
   * @throws dev.pixdelta.torch.EngineException if there is no such device
   */
  public static SoftEdgeNetwork open(Path weights, PipelineOptions options) {
    ExecutorService thread =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("pixdelta-soft-edges").factory());
    try {
      return on(thread, () -> open(thread, weights, options));
    } catch (RuntimeException | Error e) {
      thread.shutdown();
      throw e;
    }
  }

  private static SoftEdgeNetwork open(
      ExecutorService thread, Path weights, PipelineOptions options) {
    return Closer.allOrNone(
        opened -> {
          WeightFiles files = opened.register(WeightFiles.openFile(weights));
          Torch torch =
              opened.register(
                  Torch.open(
                      options.device(),
                      PrecisionChoice.FP32,
                      options.threads(),
                      options.cacheFolder()));
          HedDetector detector = opened.register(HedDetector.open(torch, files));
          return new SoftEdgeNetwork(
              thread,
              opened,
              torch,
              detector,
              new FiniteCheck(Sentence.of("HED network"), weights.toString(), Precision.FP32));
        });
  }

  /**
   * How likely each pixel is on an edge.
   *
   * @return 0 to 1, rows from the top
   * @throws InvalidRequestException if the picture is too small for the network
   * @throws NonFiniteException if its weights are no numbers
   */
  public float[] of(Picture rgb) {
    int width = rgb.size().width();
    int height = rgb.size().height();
    if (Math.min(width, height) < HedDetector.MIN_SIDE) {
      throw new InvalidRequestException(
          "Soft edges by the HED network need sides of at least {0} pixels, not {1}",
          HedDetector.MIN_SIDE, rgb.size());
    }
    return on(thread, () -> detect(rgb));
  }

  private float[] detect(Picture rgb) {
    try (NDManager scope = torch.manager().newSubManager()) {
      Shape shape = new Shape(1, rgb.size().height(), rgb.size().width(), 3);
      NDArray picture = scope.create(ByteBuffer.wrap(rgb.rgb()), shape, DataType.UINT8);
      NDArray edges = detector.detect(scope, picture); // [1, 1, h, w]
      float[] values = Torch.floats(edges);
      finite.check(values, Sentence.of("for the control picture"));
      return values;
    }
  }

  @Override
  public void close() {
    try {
      on(
          thread,
          () -> {
            opened.close();
            return true;
          });
    } finally {
      thread.shutdown();
    }
  }

  /** Waits for work of the thread; what it throws is thrown here. */
  private static <T> T on(ExecutorService thread, Supplier<T> work) {
    try {
      return CompletableFuture.supplyAsync(work, thread).join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw e;
      }
    }
  }
}
