package dev.pixdelta.studio.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.studio.GenerationSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The best of several tries counts: the machine may be busy, the code must not be slow. */
@Tag("soak")
final class QueueScaleTest {
  private static final int JOBS = 500;
  private static final int PICTURES = 20;
  private static final int TRIES = 10;

  /** Milliseconds that no machine needs unless the work grows with the square of the jobs. */
  private static final int SLOW = 5000;

  @Test
  void fiveHundredJobsOfTenThousandPicturesOpenAtOnce(@TempDir Path folder) {
    double add;
    try (TestQueue t = new TestQueue(folder)) {
      t.queue.setPaused(true);
      List<GenerationSettings> jobs = new ArrayList<>();
      for (int i = 0; i < JOBS; i++) {
        String prompt = "a {red|blue} fox " + i + " in the snow, soft morning light, long shadows";
        jobs.add(t.settings(prompt, 100L * i, PICTURES));
      }
      long start = System.nanoTime();
      assertEquals(JOBS, t.queue.addAll(jobs).size());
      add = millisSince(start);
    }
    double open = Double.MAX_VALUE;
    double list = Double.MAX_VALUE;
    double move = Double.MAX_VALUE;
    for (int i = 0; i < TRIES; i++) {
      long start = System.nanoTime();
      try (TestQueue t = new TestQueue(folder)) {
        open = Math.min(open, millisSince(start));
        start = System.nanoTime();
        List<Job> jobs = t.queue.jobs();
        list = Math.min(list, millisSince(start));
        assertEquals(JOBS * PICTURES, jobs.stream().mapToInt(Job::pictures).sum());
        start = System.nanoTime();
        t.queue.move(jobs.getLast().id(), 0);
        move = Math.min(move, millisSince(start));
      }
    }
    String figures =
        "add %.0f ms, open %.1f ms, jobs() %.1f ms, move %.1f ms".formatted(add, open, list, move);
    assertTrue(Math.max(open, Math.max(list, move)) < SLOW, figures);
    System.getLogger(QueueScaleTest.class.getName()).log(System.Logger.Level.INFO, figures);
  }

  private static double millisSince(long start) {
    return (System.nanoTime() - start) / 1e6;
  }
}
