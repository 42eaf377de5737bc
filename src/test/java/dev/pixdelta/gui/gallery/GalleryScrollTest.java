package dev.pixdelta.gui.gallery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.studio.gallery.Gallery;
import dev.pixdelta.studio.gallery.Trash;
import dev.pixdelta.testing.Eventually;
import dev.pixdelta.testing.JavaProcess;
import dev.pixdelta.testing.PictureCollection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page on 20,000 pictures in a JVM of 512 MB, drawn by software; frames are those of JavaFX's
 * own pulse logger. Prints what docs/performance.md says of it.
 */
@Tag("soak")
final class GalleryScrollTest {
  private static final int PICTURES = 20_000;
  private static final Pattern PULSE = Pattern.compile("PULSE: \\d+ \\[(\\d+)ms:(\\d+)ms\\]");

  @Test
  void twentyThousandPicturesScrollSmoothly(@TempDir Path folder) throws Exception {
    PictureCollection.fill(folder.resolve("pictures"), PICTURES, 256);
    try (Gallery gallery =
        Gallery.open(
            folder.resolve("pictures"),
            folder.resolve("cache"),
            Trash.at(folder.resolve("Trash")),
            () -> {})) {
      Eventually.until("the end of the scan", () -> !gallery.isScanning());
    }
    Process process =
        JavaProcess.start(
            folder,
            List.of(
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-Dglass.platform=Headless",
                "-Dprism.order=sw",
                "-Djava.awt.headless=true",
                "-Djavafx.pulseLogger=true",
                "-Djavafx.pulseLogger.threshold=0"),
            Map.of(),
            GalleryScroll.class,
            folder.toString(),
            String.valueOf(PICTURES));
    try {
      assertTrue(process.waitFor(400, TimeUnit.SECONDS), "still scrolling");
    } finally {
      process.destroyForcibly();
    }
    assertEquals(0, process.exitValue(), Files.readString(folder.resolve("stderr")));
    String out = Files.readString(folder.resolve("stderr"));
    Map<String, Double> figures = new TreeMap<>();
    Map<String, List<Integer>> frames = frames(out, figures);
    figures.forEach((name, value) -> System.out.printf("%s %.2f%n", name, value));
    assertEquals(Set.of("wheel", "drag", "jumps"), frames.keySet());
    int slowest = 0;
    for (var phase : frames.entrySet()) {
      List<Integer> sorted = phase.getValue().stream().sorted().toList();
      int p95 = sorted.get(sorted.size() * 95 / 100);
      System.out.printf(
          "%s: %d frames, median %d ms, 95th percentile %d ms, longest %d ms%n",
          phase.getKey(), sorted.size(), sorted.get(sorted.size() / 2), p95, sorted.getLast());
      assertTrue(sorted.size() > 50, "too few frames to speak of");
      slowest = Math.max(slowest, p95);
    }
    assertTrue(figures.getOrDefault("open", 99.0) <= 2, figures.toString());
    assertTrue(slowest <= 33, slowest + " ms");
  }

  /**
   * Of each frame that was painted, the time from the beginning of the frame before or what it took
   * itself, whichever is longer, in milliseconds.
   */
  private static Map<String, List<Integer>> frames(String out, Map<String, Double> figures) {
    Map<String, List<Integer>> frames = new TreeMap<>();
    List<Integer> phase = null;
    int pulse = 0;
    for (String line : out.lines().toList()) {
      Matcher head = PULSE.matcher(line);
      String[] words = line.split(" ");
      if (head.find()) {
        pulse = Math.max(Integer.parseInt(head.group(1)), Integer.parseInt(head.group(2)));
      } else if (line.contains("Painting") && phase != null) {
        phase.add(pulse);
      } else if (words[0].equals("GALLERY")) {
        switch (words[1]) {
          case "begin" -> {
            phase = new ArrayList<>();
            frames.put(words[2], phase);
          }
          case "end" -> phase = null;
          default -> figures.put(words[1], Double.valueOf(words[2]));
        }
      }
    }
    return frames;
  }
}
