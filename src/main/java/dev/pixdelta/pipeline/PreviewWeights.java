package dev.pixdelta.pipeline;

import dev.pixdelta.system.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is fitted of a {@link LatentPreview}, as it is kept on the disk.
 *
 * @param mean [c] of the latents
 * @param scale [c] one over their standard deviation
 * @param solution [1 + 9 c + hidden, 3] of the last layer, red, green and blue
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PreviewWeights(double[] mean, double[] scale, double[] solution) {
  private static final Logger LOG = LoggerFactory.getLogger(PreviewWeights.class);

  /** Inputs of the last layer. */
  static int inputs(int channels, int hidden) {
    return 1 + 9 * channels + hidden;
  }

  /** Those that were kept for an autoencoder, if they are there and make sense. */
  static Optional<PreviewWeights> read(Path file, int channels, int hidden) {
    try {
      String text = Files.readString(file);
      int sum = text.indexOf('\n') + 1; // the first line is the checksum of the others
      String numbers = text.substring(sum);
      if (!text.equals(checksum(numbers) + numbers)) {
        return Optional.empty();
      }
      double[] all = numbers.lines().mapToDouble(Double::parseDouble).toArray();
      boolean good =
          all.length == 2 * channels + 3 * inputs(channels, hidden)
              && Arrays.stream(all).allMatch(Double::isFinite);
      return good
          ? Optional.of(
              new PreviewWeights(
                  Arrays.copyOf(all, channels),
                  Arrays.copyOfRange(all, channels, 2 * channels),
                  Arrays.copyOfRange(all, 2 * channels, all.length)))
          : Optional.empty();
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Keeps them; a folder that cannot be written to costs another fit next time. */
  void write(Path file) {
    String numbers =
        DoubleStream.concat(
                DoubleStream.concat(Arrays.stream(mean), Arrays.stream(scale)),
                Arrays.stream(solution))
            .mapToObj(Double::toString)
            .collect(Collectors.joining("\n", "", "\n"));
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      WholeFile.replace(file, (checksum(numbers) + numbers).getBytes(StandardCharsets.UTF_8));
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
}
