package dev.pixdelta.gui.instance;

import dev.pixdelta.studio.picture.PictureFileException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * A start of the window without the window: says what it is; the first one stays until it is told
 * to {@code close} its window, and to {@code end}.
 */
final class InstanceMain {
  /** Ten starts at once on a busy machine are slow, not hung. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private InstanceMain() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    try {
      var acquired =
          SingleInstance.acquire(
              Path.of(args[0]),
              () -> System.out.println("was raised"),
              () -> System.out.println("waits"),
              System.getenv(),
              PATIENCE);
      System.out.println(acquired.isPresent() ? "first" : "second");
      if (acquired.isPresent()) {
        stay(acquired.get());
      }
    } catch (PictureFileException e) {
      System.out.println("refused: " + e.getMessage());
    }
  }

  private static void stay(SingleInstance instance) throws IOException, InterruptedException {
    instance.opened();
    BufferedReader told =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = told.readLine(); line != null; line = told.readLine()) {
      switch (line) {
        case "close" -> {
          instance.ending();
          System.out.println("closed");
        }
        case "end" -> System.exit(0);
        default -> throw new IllegalArgumentException(line);
      }
    }
    new CountDownLatch(1).await();
  }
}
