package dev.pixdelta.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pixdelta.testing.TestEngine;
import dev.pixdelta.torch.DeviceChoice;
import dev.pixdelta.torch.PrecisionChoice;
import dev.pixdelta.weights.FloatTensor;
import dev.pixdelta.weights.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the HED network costs in its true size, with random weights; prints it. */
@Tag("soak")
final class SoftEdgeCostTest {
  private static final int[] CHANNELS = {64, 128, 256, 512, 512};
  private static final int[] CONVOLUTIONS = {2, 2, 3, 3, 3};
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int SIDE = 1024;

  @Test
  void ofA1024PixelMap(@TempDir Path folder) throws IOException {
    assumeTrue(Files.isReadable(STATUS), "only Linux tells the resident memory of a process");
    Path weights = folder.resolve("ControlNetHED.safetensors");
    SafetensorsWriter.write(weights, random());
    PipelineOptions options =
        new PipelineOptions(DeviceChoice.CPU, PrecisionChoice.AUTO, 2, TestEngine.CACHE);
    byte[] rgb = new byte[3 * SIDE * SIDE];
    new Random(5).nextBytes(rgb);
    long start = System.nanoTime();
    try (SoftEdgeNetwork network = SoftEdgeNetwork.open(weights, options)) {
      double open = (System.nanoTime() - start) / 1e9;
      network.of(new Picture(new Size(64, 64), new byte[3 * 64 * 64]));
      long before = mebibytes("VmRSS:");
      Files.writeString(
          Path.of("/proc/self/clear_refs"), "5"); // forgets the peak of making weights
      for (int i = 0; i < 3; i++) {
        start = System.nanoTime();
        float[] map = network.of(new Picture(new Size(SIDE, SIDE), rgb));
        double seconds = (System.nanoTime() - start) / 1e9;
        assertEquals(SIDE * SIDE, map.length);
        long peak = mebibytes("VmHWM:");
        System.out.printf(
            "HED, %d px, fp32: opened in %.2f s, a map in %.2f s; resident %d MiB before, peak"
                + " %d%n",
            SIDE, open, seconds, before, peak);
        // The first block's activations alone, whole, would be 512 MiB.
        assertTrue(peak - before < 400, "a map takes " + (peak - before) + " MiB");
      }
    }
  }

  private static Map<String, FloatTensor> random() {
    Map<String, FloatTensor> tensors = new LinkedHashMap<>();
    Random random = new Random(3);
    tensors.put("norm", FloatTensor.of(new float[] {123, 117, 104}, 1, 3, 1, 1));
    int in = 3;
    for (int b = 0; b < CHANNELS.length; b++) {
      int out = CHANNELS[b];
      for (int i = 0; i < CONVOLUTIONS[b]; i++) {
        layer(tensors, random, "block%d.convs.%d".formatted(b + 1, i), out, in, 3);
        in = out;
      }
      layer(tensors, random, "block%d.projection".formatted(b + 1), 1, out, 1);
    }
    return tensors;
  }

  private static void layer(
      Map<String, FloatTensor> tensors, Random random, String name, int out, int in, int side) {
    float[] kernel = new float[out * in * side * side];
    double scale = Math.sqrt(2.0 / (in * side * side));
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] = (float) (random.nextGaussian() * scale);
    }
    tensors.put(name + ".weight", FloatTensor.of(kernel, out, in, side, side));
    tensors.put(name + ".bias", FloatTensor.of(new float[out], out));
  }

  private static long mebibytes(String field) throws IOException {
    String line =
        Files.readAllLines(STATUS).stream()
            .filter(l -> l.startsWith(field))
            .findFirst()
            .orElseThrow();
    return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
  }
}
