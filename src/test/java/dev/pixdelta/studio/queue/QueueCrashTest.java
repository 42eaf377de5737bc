package dev.pixdelta.studio.queue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.studio.picture.PictureParameters;
import dev.pixdelta.studio.picture.PictureReader;
import dev.pixdelta.studio.prompt.PromptTemplate;
import dev.pixdelta.studio.prompt.WordLists;
import dev.pixdelta.testing.FreshRandom;
import dev.pixdelta.testing.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the process that draws, again and again, and counts what is on the disk. */
final class QueueCrashTest {
  private static final int KILLS = 40;
  private static final int KILLS_OF_A_JOB = 8;
  private static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1");

  private final Random random = FreshRandom.of(QueueCrashTest.class);
  private final Map<String, byte[]> seen = new TreeMap<>();

  @Test
  void nothingIsLostNothingHalfWrittenNothingTwice(@TempDir Path folder) throws Exception {
    int kills = 0;
    for (int job = 0; kills < KILLS; job++) {
      Path own = Files.createDirectory(folder.resolve("" + job));
      int before = kills;
      seen.clear();
      boolean done = false;
      while (!done) {
        boolean lastLife = kills - before == KILLS_OF_A_JOB;
        done =
            life(own, "fake", job % 2 == 0 ? "1" : "3", lastLife ? this::toTheEnd : this::awhile);
        kills += done ? 0 : 1;
      }
      checkEnd(own);
    }
  }

  @Test
  void norWithTheEngine(@TempDir Path folder) throws Exception {
    String nano = Path.of("models", "nano").toAbsolutePath().toString();
    for (int pictures : List.of(2, 6)) {
      assertFalse(life(folder, nano, "1", (child, f) -> untilSaved(child, f, pictures, 30)));
    }
    assertTrue(life(folder, nano, "1", this::toTheEnd));
    checkEnd(folder);
  }

  /** Lets a child live. */
  @FunctionalInterface
  private interface Life {
    /** Returns whether the child ended by itself. */
    boolean of(Process child, Path folder) throws Exception;
  }

  /** Starts the child, kills it when its life is over, and looks at what it left. */
  private boolean life(Path folder, String model, String batch, Life life) throws Exception {
    Process child =
        JavaProcess.start(
            folder, QUICK_START, Map.of(), QueueChild.class, folder.toString(), model, batch);
    boolean ended;
    try {
      ended = life.of(child, folder);
    } finally {
      child.destroyForcibly().waitFor();
    }
    if (ended) {
      assertEquals(0, child.exitValue(), Files.readString(folder.resolve("stderr")));
    }
    check(folder);
    return ended;
  }

  private boolean toTheEnd(Process child, Path folder) throws InterruptedException {
    assertTrue(child.waitFor(60, TimeUnit.SECONDS), "it hangs");
    return true;
  }

  /**
   * Until a random moment: before the queue is open, while pictures are drawn and written, or just
   * when one appeared, so that it may not be marked as done.
   */
  private boolean awhile(Process child, Path folder) throws Exception {
    int kind = random.nextInt(5);
    if (kind == 0) {
      return child.waitFor(100 + random.nextInt(500), TimeUnit.MILLISECONDS);
    }
    if (kind <= 2) {
      return untilSaved(child, folder, seen.size() + 1 + random.nextInt(3), 0);
    }
    while (!Files.readString(folder.resolve("stdout")).contains("open")) {
      if (child.waitFor(1, TimeUnit.MILLISECONDS)) {
        return true;
      }
    }
    return child.waitFor(random.nextInt(120_000), TimeUnit.MICROSECONDS);
  }

  /** Until so many pictures are there, and a random time longer. */
  private boolean untilSaved(Process child, Path folder, int pictures, int millis)
      throws Exception {
    Path saved = folder.resolve("pictures");
    while (!Files.exists(saved) || count(saved) < pictures) {
      if (child.waitFor(200, TimeUnit.MICROSECONDS)) {
        return true;
      }
    }
    return millis > 0 && child.waitFor(random.nextInt(millis), TimeUnit.MILLISECONDS);
  }

  private static long count(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".png")).count();
    }
  }

  /** What was on the disk is there still, and everything there is whole. */
  private void check(Path folder) throws IOException {
    Map<String, byte[]> now = new TreeMap<>();
    Path pictures = folder.resolve("pictures");
    if (!Files.exists(pictures)) {
      assertEquals(Map.of(), seen);
      return;
    }
    try (Stream<Path> files = Files.list(pictures)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (!name.startsWith(".")) {
          assertNotNull(ImageIO.read(file.toFile()), name);
          var unused = PictureReader.read(file); // checks every checksum
          now.put(name, Files.readAllBytes(file));
        }
      }
    }
    seen.forEach((name, bytes) -> assertArrayEquals(bytes, now.get(name), name));
    seen.putAll(now);
  }

  /** Ten pictures, each as promised, none twice, and nothing else. */
  private void checkEnd(Path folder) throws IOException {
    JobQueue.Setup setup =
        TestQueue.setup(
            folder,
            (model, options) -> {
              throw new IllegalStateException("nothing is left to draw");
            });
    List<QueuedPicture> promised;
    try (JobQueue queue = JobQueue.open(setup, new QueueListener() {})) {
      assertNull(queue.openingNote());
      Job job = queue.jobs().getFirst();
      assertEquals(Job.State.DONE, job.state());
      promised = queue.pictures(job.id());
    }
    assertEquals(
        LongStream.range(0, QueueChild.PICTURES).mapToObj(i -> QueueChild.SEED + i).toList(),
        promised.stream().map(QueuedPicture::seed).toList());
    Set<Path> files;
    try (Stream<Path> all = Files.list(folder.resolve("pictures"))) {
      files = new HashSet<>(all.map(p -> p.toAbsolutePath().normalize()).toList());
    }
    Set<Path> ours = new HashSet<>();
    for (QueuedPicture p : promised) {
      Path file = Objects.requireNonNull(p.file());
      ours.add(file);
      PictureParameters told =
          Objects.requireNonNull(PictureReader.read(file).found()).parameters();
      assertEquals(p.seed(), told.seed());
      assertEquals(
          PromptTemplate.parse(QueueChild.PROMPT)
              .expand(p.seed(), new WordLists(folder.resolve("wordlists"))),
          p.prompt());
      assertEquals(p.prompt(), told.prompt());
      assertTrue(String.valueOf(told.origin().id()).endsWith("-" + p.index()));
    }
    assertEquals(ours, files, "ten pictures and neither a second one nor a temporary");
    assertEquals(QueueChild.PICTURES, files.size());
  }
}
