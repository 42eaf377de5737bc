package dev.pixdelta.studio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.pipeline.Binning;
import dev.pixdelta.pipeline.Cancellation;
import dev.pixdelta.pipeline.PipelineOptions;
import dev.pixdelta.studio.picture.Output;
import dev.pixdelta.testing.TestEngine;
import dev.pixdelta.torch.DeviceChoice;
import dev.pixdelta.torch.PrecisionChoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A day's work in one process: its memory stays where it was. */
@Tag("soak")
final class SoakTest {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int PICTURES = 500;

  @Test
  void memoryStaysWhereItWas(@TempDir Path folder) {
    assumeTrue(Files.isReadable(STATUS), "only Linux tells the resident memory of a process");
    List<Long> resident = new ArrayList<>();
    long start = System.nanoTime();
    try (Studio studio = new Studio(ModelOpener.PIXART, new ModelLocator(List.of()))) {
      for (int run = 0; resident.size() < PICTURES; run++) {
        int batch = Math.min(1 + run % 4, PICTURES - resident.size());
        studio.generate(
            request(run, batch, folder),
            new GenerationListener() {
              @Override
              public void saved(SavedPicture picture) {
                resident.add(residentKibibytes());
              }
            },
            new Cancellation());
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    double second = mean(resident, 100);
    double last = mean(resident, PICTURES - 100);
    System.out.printf(
        "%.1f MiB in pictures 101-200, %.1f MiB in the last 100 (%+.2f %%); %.0f s%n",
        second / 1024, last / 1024, 100 * (last / second - 1), seconds);
    assertEquals(1, last / second, 0.02);
  }

  /** Prompts come back now and then, so that the embedding cache is read, too. */
  private static GenerationRequest request(int run, int batch, Path folder) {
    String prompt = "a penguin number " + run % 70 + ", oil on canvas" + " and ice".repeat(run % 9);
    return new GenerationRequest(
        Path.of("models", "nano"),
        new PipelineOptions(DeviceChoice.CPU, PrecisionChoice.FP32, 0, TestEngine.CACHE),
        PictureRequest.series(List.of(prompt), batch, run),
        "",
        null,
        Binning.AUTO,
        null,
        null,
        null,
        batch,
        Output.in(folder),
        null);
  }

  private static long residentKibibytes() {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException("no VmRSS in " + STATUS);
  }

  private static double mean(List<Long> resident, int from) {
    return IntStream.range(from, from + 100).mapToLong(resident::get).average().orElseThrow();
  }
}
