package dev.pixdelta.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.pixdelta.torch.Precision;
import dev.pixdelta.torch.Script;
import dev.pixdelta.torch.Torch;
import dev.pixdelta.torch.Weights;
import dev.pixdelta.weights.Closer;
import dev.pixdelta.weights.WeightFiles;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds soft edges in pictures: HED, holistically-nested edge detection (Xie and Tu 2015), in the
 * form of {@code ControlNetHED.pth}. How wide and deep its five blocks are is what the weights say.
 * Always fp32: its maps are the same on every machine, but for rounding.
 *
 * <p>Confined to the thread of its {@link Torch}.
 */
public final class HedDetector implements AutoCloseable {
  /** Shortest side of a picture: the fifth block sees a sixteenth of it. */
  public static final int MIN_SIDE = 16;

  private static final int BLOCKS = 5;

  // Numbers in a band of rows, as in AutoencoderKl.
  private static final int CPU_BAND = 2 << 20;
  private static final int GPU_BAND = 64 << 20;

  private record Block(int convolutions, Weights weights) {}

  private final Torch torch;
  private final WeightFiles files;
  private final Script script;
  private final int band;
  private final Weights norm;
  private final List<Block> blocks = new ArrayList<>();

  private HedDetector(Torch torch, WeightFiles files, int band, Closer built) {
    this.torch = torch;
    this.files = files;
    this.band = band;
    this.script = torch.script(HedDetector.class, "hed.py");
    BlockLoader mean = weights("").take("norm", 1, 3, 1, 1);
    List<Integer> convolutions = new ArrayList<>();
    List<BlockLoader> loaders = new ArrayList<>();
    long channels = 3;
    for (int b = 1; b <= BLOCKS; b++) {
      String prefix = "block" + b + ".";
      BlockLoader loader = weights(prefix);
      int n = 0;
      do {
        String key = "convs." + n++;
        long out = channelsOut(prefix + key + ".weight");
        loader.conv(key, out, channels, 3);
        channels = out;
      } while (files.has(prefix + "convs." + n + ".weight"));
      convolutions.add(n);
      loaders.add(loader.conv("projection", 1, channels, 1));
    }
    files.requireAllUsed(name -> false);
    this.norm = built.register(mean.build(script));
    for (int b = 0; b < BLOCKS; b++) {
      blocks.add(new Block(convolutions.get(b), built.register(loaders.get(b).build(script))));
    }
  }

  /**
   * Opens the network, reads its weights and takes over the files.
   *
   * @throws dev.pixdelta.weights.ModelFileException if a tensor is missing, unused or of another
   *     shape
   */
  public static HedDetector open(Torch torch, WeightFiles files) {
    return open(torch, files, torch.device().isGpu() ? GPU_BAND : CPU_BAND);
  }

  /** As above, with bands of rows of about so many numbers. */
  static HedDetector open(Torch torch, WeightFiles files, int band) {
    return Closer.allOrNone(built -> new HedDetector(torch, built.register(files), band, built));
  }

  private BlockLoader weights(String prefix) {
    return new BlockLoader(torch, files, prefix, Precision.FP32);
  }

  /** The first of a kernel's sizes; what the others must be is checked when it is asked for. */
  private long channelsOut(String key) {
    List<Long> shape = files.entry(key).shape();
    return shape.isEmpty() ? 1 : Math.max(shape.getFirst(), 1);
  }

  /**
   * How likely each pixel is on an edge.
   *
   * @param out owns the result
   * @param picture [1, h, w, 3] uint8: red, green, blue; sides of at least {@link #MIN_SIDE}
   * @return [1, 1, h, w] fp32, 0 to 1
   */
  public NDArray detect(NDManager out, NDArray picture) {
    long h = picture.getShape().get(1);
    long w = picture.getShape().get(2);
    try (NDManager scope = torch.manager().newSubManager()) {
      NDArray x = script.call(scope, "enter", picture, norm); // [1, 3, h, w]
      NDArray total = scope.zeros(new Shape(1, 1, h, w));
      for (int b = 0; b < BLOCKS; b++) {
        files.requireUnchanged();
        Block block = blocks.get(b);
        boolean pools = b + 1 < BLOCKS;
        NDList result =
            script.callForAll(
                scope, "block", x, block.weights(), block.convolutions(), pools, band);
        x.close();
        x = result.get(0); // [1, c, h / 2, w / 2]
        try (NDArray edges = result.get(1); // [1, 1, h of this block, w of this block]
            NDArray resized = script.call(scope, "resized", edges, h, w)) { // [1, 1, h, w]
          total.addi(resized);
        }
      }
      return script.call(out, "probability", total, BLOCKS); // [1, 1, h, w]
    }
  }

  @Override
  public void close() {
    blocks.forEach(b -> b.weights().close());
    norm.close();
    files.close();
  }
}
