package dev.pixdelta.studio.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.pipeline.Progress;
import dev.pixdelta.testing.FakePipeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ForecastTest {
  private static final Duration STEP = Duration.ofMillis(25);

  private record Said(JobProgress progress, long nanos) {}

  private final Path folder;
  private final List<Said> said = new CopyOnWriteArrayList<>();

  ForecastTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void theTimeLeftIsTrueFromTheFirstPictureOfALaterSessionOn() throws Exception {
    run(3);
    assertNull(said.getFirst().progress().left(), "nothing was measured yet");
    said.clear();
    long end = run(4);
    double first = error(said.getFirst(), end);
    assertTrue(first < 0.25, "off by " + first + " at the start of the session");
    Said half = said.stream().filter(s -> s.progress().fraction() >= 0.5).findFirst().orElseThrow();
    assertTrue(error(half, end) < 0.25, "off by " + error(half, end) + " half-way");
  }

  /** Of the time left as said, against the time it took. */
  private static double error(Said s, long end) {
    Duration left = s.progress().left();
    assertNotNull(left);
    double truth = (end - s.nanos()) / 1e9;
    return Math.abs(left.toNanos() / 1e9 - truth) / truth;
  }

  @Test
  void theFractionGrowsEvenlyFromZeroToOne() throws Exception {
    run(4);
    double last = -1;
    for (Said s : said) {
      assertTrue(s.progress().fraction() >= last, said.toString());
      last = s.progress().fraction();
    }
    assertEquals(0, said.getFirst().progress().fraction());
    assertTrue(last > 0.9 && last <= 1, "last " + last);
    JobProgress second =
        said.stream()
            .map(Said::progress)
            .filter(p -> p.picture() == 2 && p.stage() instanceof Progress.Encoding)
            .findFirst()
            .orElseThrow();
    assertEquals(0.5, second.fraction(), 0.01);
    assertEquals(4, second.pictures());
  }

  @Test
  void aGridsCellsCountByTheirSteps() throws Exception {
    run(1);
    said.clear();
    try (TestQueue t = open()) {
      Grid grid =
          new Grid(
              new Axis(Axis.Kind.STEPS, List.of("2", "18")),
              new Axis(Axis.Kind.SEED, List.of("1")));
      t.queue.addGrid(t.settings("a fox", 0, 1), grid);
      t.awaitIdle();
    }
    JobProgress second =
        said.stream().map(Said::progress).filter(p -> p.picture() == 1).findFirst().orElseThrow();
    assertTrue(second.fraction() > 0.05 && second.fraction() < 0.25, second.toString());
  }

  /** Draws so many pictures of ten steps each; returns when that was done. */
  private long run(int pictures) throws InterruptedException {
    try (TestQueue t = open()) {
      t.queue.add(t.settings("one", "a fox", 0, pictures, 1, 10));
      t.awaitIdle();
      return System.nanoTime();
    }
  }

  private TestQueue open() {
    TestQueue t = new TestQueue(folder, model -> new FakePipeline(model, STEP, -1), TestQueue.LONG);
    t.onProgress = p -> said.add(new Said(p, System.nanoTime()));
    return t;
  }
}
