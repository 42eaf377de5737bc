package dev.pixdelta.pipeline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.pixdelta.diffusion.TorchRandom;
import dev.pixdelta.model.AutoencoderKl;
import dev.pixdelta.torch.Script;
import dev.pixdelta.torch.Torch;
import dev.pixdelta.torch.Weights;
import dev.pixdelta.weights.DType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Latents to small pictures without the decoder, one pixel for each latent pixel. What a decoder
 * makes of latents is far from linear, so this is a network of one hidden layer, which sees what
 * lies around a pixel. Its first weights are random; its last are fitted once for each autoencoder,
 * by least squares to what the decoder makes of pictures that are made and encoded for it, and kept
 * on the disk.
 *
 * <p>Confined to the thread of its {@link Torch}.
 */
final class LatentPreview implements AutoCloseable {
  /** Units of the hidden layer. */
  private static final int HIDDEN = 256;

  private static final long SEED = 20_231_130;

  /** How much the pixels around count beside the one in the middle. */
  private static final float AROUND = 0.2f;

  /** Latent pixels on one side of a picture to fit with. */
  private static final int SIDE = 10;

  // Pixels of all pictures to fit with: more of them cost more, and decoders of large pictures are
  // slower and more nearly linear.
  private static final int PIXELS = 154_000;
  private static final int FEWEST = 16;
  private static final int MOST = 96;

  private final Torch torch;
  private final Script script;
  private final Weights weights;

  private LatentPreview(Torch torch, PreviewWeights fitted) {
    this.torch = torch;
    this.script = torch.script(LatentPreview.class, "preview.py");
    this.weights = weights(torch, script, fitted);
  }

  /** The preview that was kept for an autoencoder, if it is there and makes sense. */
  static Optional<LatentPreview> read(Torch torch, Path file, int channels) {
    return PreviewWeights.read(file, channels, HIDDEN).map(w -> new LatentPreview(torch, w));
  }

  /**
   * Fits one and keeps it. The encoder is read for it and freed again; the decoder stays.
   *
   * @param checkpoint runs between stages of the autoencoder; what it throws ends the call
   */
  static LatentPreview fit(Torch torch, AutoencoderKl vae, Path file, Runnable checkpoint) {
    int side = SIDE * vae.config().factor();
    int count = Math.clamp(PIXELS / (side * side), FEWEST, MOST);
    try (NDManager scope = torch.manager().newSubManager()) {
      List<Sample> samples = samples(scope, vae, side, count, checkpoint);
      PreviewWeights fitted = fit(torch, vae, samples);
      fitted.write(file);
      return new LatentPreview(torch, fitted);
    } finally {
      vae.releaseEncoder();
    }
  }

  /**
   * @param latents [1, c, h, w], not divided by the scaling factor
   * @param decoded [1, 3, h * factor, w * factor]
   */
  private record Sample(NDArray latents, NDArray decoded) {}

  private static List<Sample> samples(
      NDManager scope, AutoencoderKl vae, int side, int count, Runnable checkpoint) {
    float scaling = (float) vae.config().scalingFactor();
    FittingPictures pictures = new FittingPictures(side);
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      NDArray picture = scope.create(pictures.next(), new Shape(1, 3, side, side));
      try (NDArray moments = vae.encode(scope, picture, checkpoint)) { // [1, 2c, h, w]
        NDArray mean = moments.get(":, :" + vae.config().latentChannels()); // [1, c, h, w]
        NDArray decoded = vae.decode(scope, mean, checkpoint); // [1, 3, h * f, w * f]
        samples.add(new Sample(mean.mul(scaling), decoded));
      }
      picture.close();
    }
    return samples;
  }

  private static PreviewWeights fit(Torch torch, AutoencoderKl vae, List<Sample> samples) {
    int channels = vae.config().latentChannels();
    double[] mean = new double[channels];
    double[] scale = new double[channels];
    measure(samples, mean, scale);
    int inputs = PreviewWeights.inputs(channels, HIDDEN);
    double[] normal = new double[inputs * (inputs + 3)];
    Script script = torch.script(LatentPreview.class, "preview.py");
    long rows = 0;
    try (Weights first =
        weights(torch, script, new PreviewWeights(mean, scale, new double[3 * inputs]))) {
      for (Sample sample : samples) {
        try (NDManager scope = torch.manager().newSubManager()) {
          NDArray features = script.call(scope, "features", sample.latents(), first); // [h w, f]
          NDArray colours =
              script.call(scope, "colours", sample.decoded(), vae.config().factor()); // [h w, 3]
          double[] part = script.call(scope, "normal", features, colours).toDoubleArray();
          for (int i = 0; i < normal.length; i++) {
            normal[i] += part[i];
          }
          rows += features.getShape().get(0);
        }
      }
    }
    return new PreviewWeights(mean, scale, LeastSquares.solve(normal, inputs, 3, rows));
  }

  /** Mean, and one over the standard deviation, of each channel. */
  private static void measure(List<Sample> samples, double[] mean, double[] scale) {
    int channels = mean.length;
    double[] squares = new double[channels];
    long n = 0;
    for (Sample sample : samples) {
      float[] values = Torch.floats(sample.latents());
      int each = values.length / channels;
      for (int i = 0; i < values.length; i++) {
        mean[i / each] += values[i];
        squares[i / each] += (double) values[i] * values[i];
      }
      n += each;
    }
    for (int c = 0; c < channels; c++) {
      mean[c] /= n;
      scale[c] = 1 / Math.sqrt(Math.max(squares[c] / n - mean[c] * mean[c], 1e-12));
    }
  }

  private static Weights weights(Torch torch, Script script, PreviewWeights fitted) {
    int channels = fitted.mean().length;
    TorchRandom random = new TorchRandom(SEED);
    float[] hidden = random.normal(HIDDEN * channels * 9);
    for (int i = 0; i < hidden.length; i++) {
      hidden[i] *= i % 9 == 4 ? 1 : AROUND;
    }
    Weights weights = script.newWeights(DType.F32);
    put(torch, weights, "mean", floats(fitted.mean()), 1, channels, 1, 1);
    put(torch, weights, "scale", floats(fitted.scale()), 1, channels, 1, 1);
    put(torch, weights, "hidden.weight", hidden, HIDDEN, channels, 3, 3);
    put(torch, weights, "hidden.bias", random.normal(HIDDEN), HIDDEN);
    put(torch, weights, "bias", column(fitted, 0, 1), 3);
    put(torch, weights, "near", column(fitted, 1, 9 * channels), 3, channels, 3, 3);
    put(torch, weights, "mixed", column(fitted, 1 + 9 * channels, HIDDEN), 3, HIDDEN, 1, 1);
    return weights;
  }

  /** A copy in memory of its own: what is made of Java's numbers is gone with its handle. */
  private static void put(
      Torch torch, Weights weights, String name, float[] values, long... shape) {
    try (NDArray borrowed = torch.manager().create(values, new Shape(shape));
        NDArray tensor = borrowed.duplicate()) {
      weights.put(name, tensor);
    }
  }

  /** Rows of the solution as [3, rows]. */
  private static float[] column(PreviewWeights fitted, int from, int rows) {
    float[] out = new float[3 * rows];
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < rows; i++) {
        out[c * rows + i] = (float) fitted.solution()[3 * (from + i) + c];
      }
    }
    return out;
  }

  private static float[] floats(double[] values) {
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) values[i];
    }
    return out;
  }

  /**
   * Small pictures of latents.
   *
   * @param latents [n, c, h, w] fp32, not divided by the scaling factor
   * @return n pictures of h x w pixels; what is not a number is black
   */
  List<Picture> show(NDArray latents) {
    long[] shape = latents.getShape().getShape();
    Size size = new Size((int) shape[3], (int) shape[2]);
    int each = 3 * size.width() * size.height();
    List<Picture> pictures = new ArrayList<>();
    try (NDManager scope = torch.manager().newSubManager()) {
      byte[] all = script.call(scope, "show", latents, weights).toByteArray(); // [n, h, w, 3]
      for (int p = 0; p < shape[0]; p++) {
        pictures.add(new Picture(size, Arrays.copyOfRange(all, p * each, (p + 1) * each)));
      }
    }
    return pictures;
  }

  @Override
  public void close() {
    weights.close();
  }
}
