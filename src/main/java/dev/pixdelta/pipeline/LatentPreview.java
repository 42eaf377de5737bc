package dev.pixdelta.pipeline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.pixdelta.model.AutoencoderKl;
import dev.pixdelta.torch.Torch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Latents to small pictures without the decoder: colours are nearly a linear function of the
 * latents, one pixel for each latent pixel. The function is fitted once per autoencoder, by least
 * squares over pictures that are made and encoded for it, and kept on the disk.
 */
final class LatentPreview {
  private static final Logger LOG = LoggerFactory.getLogger(LatentPreview.class);

  /** Latent pixels on one side of a picture to fit with. */
  private static final int SIDE = 24;

  private final int channels;
  private final double[] map; // [channels + 1, 3]: the last row is the bias; RGB from 0 to 1

  private LatentPreview(int channels, double[] map) {
    this.channels = channels;
    this.map = map;
  }

  /** The function that was kept for an autoencoder, if it is there and makes sense. */
  static Optional<LatentPreview> read(Path file, int channels) {
    try {
      String text = Files.readString(file);
      int sum = text.indexOf('\n') + 1; // the first line is the checksum of the others
      String numbers = text.substring(sum);
      if (!text.equals(checksum(numbers) + numbers)) {
        return Optional.empty();
      }
      double[] map = numbers.lines().mapToDouble(Double::parseDouble).toArray();
      boolean good = map.length == 3 * (channels + 1);
      for (double number : map) {
        good &= Double.isFinite(number);
      }
      return good ? Optional.of(new LatentPreview(channels, map)) : Optional.empty();
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /**
   * Fits the function; the encoder is read for it and freed again.
   *
   * @param checkpoint runs between stages of the encoder; what it throws ends the call
   */
  static LatentPreview fit(Torch torch, AutoencoderKl vae, Runnable checkpoint) {
    int channels = vae.config().latentChannels();
    int factor = vae.config().factor();
    int side = SIDE * factor;
    double scaling = vae.config().scalingFactor();
    LeastSquares fit = new LeastSquares(channels + 1, 3);
    try (NDManager scope = torch.manager().newSubManager()) {
      for (float[] rgb : FittingPictures.all(side)) {
        NDArray picture = scope.create(rgb, new Shape(1, 3, side, side)); // [1, 3, h, w]
        float[] moments = Torch.floats(vae.encode(scope, picture, checkpoint)); // [1, 2c, h/f, w/f]
        double[] x = new double[channels + 1];
        double[] y = new double[3];
        int n = SIDE * SIDE;
        for (int i = 0; i < n; i++) {
          for (int c = 0; c < channels; c++) {
            x[c] = moments[c * n + i] * scaling;
          }
          x[channels] = 1;
          for (int c = 0; c < 3; c++) {
            y[c] = mean(rgb, c, side, i / SIDE * factor, i % SIDE * factor, factor);
          }
          fit.add(x, y);
        }
      }
    } finally {
      vae.releaseEncoder();
    }
    return new LatentPreview(channels, fit.solve());
  }

  /** Mean of one channel over a square, from -1..1 to 0..1. */
  private static double mean(float[] rgb, int c, int side, int top, int left, int size) {
    double sum = 0;
    for (int y = top; y < top + size; y++) {
      for (int x = left; x < left + size; x++) {
        sum += rgb[(c * side + y) * side + x];
      }
    }
    return sum / (size * size) / 2 + 0.5;
  }

  /** Keeps the function; a folder that cannot be written to costs another fit next time. */
  void write(Path file) {
    Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
    String numbers =
        IntStream.range(0, map.length)
            .mapToObj(i -> Double.toString(map[i]))
            .collect(Collectors.joining("\n", "", "\n"));
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(temporary, checksum(numbers) + numbers);
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.debug("preview not kept: {}", e.toString());
    }
  }

  /** A line: a file that lost its end, or a bit, may still be numbers. */
  private static String checksum(String text) {
    CRC32 sum = new CRC32();
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(sum.getValue()) + "\n";
  }

  /**
   * Small pictures of latents.
   *
   * @param latents [n, c, h, w] fp32, not divided by the scaling factor
   * @return n pictures of h x w pixels
   */
  List<Picture> show(NDArray latents) {
    long[] shape = latents.getShape().getShape();
    int height = (int) shape[2];
    int width = (int) shape[3];
    int n = height * width;
    float[] values = Torch.floats(latents);
    List<Picture> pictures = new ArrayList<>();
    for (int p = 0; p < shape[0]; p++) {
      byte[] rgb = new byte[3 * n];
      for (int i = 0; i < n; i++) {
        for (int c = 0; c < 3; c++) {
          double colour = map[3 * channels + c];
          for (int k = 0; k < channels; k++) {
            colour += map[3 * k + c] * values[(p * channels + k) * n + i];
          }
          // NaN becomes black
          rgb[3 * i + c] = (byte) Math.round(255 * Math.clamp(colour, 0.0, 1.0));
        }
      }
      pictures.add(new Picture(new Size(width, height), rgb));
    }
    return pictures;
  }
}
