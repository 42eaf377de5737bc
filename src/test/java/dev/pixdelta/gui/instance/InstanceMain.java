package dev.pixdelta.gui.instance;

import dev.pixdelta.studio.picture.PictureFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A start of the window without the window: says what it is; the first one stays. */
final class InstanceMain {
  /** Ten starts at once on a busy machine are slow, not hung. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private InstanceMain() {}

  public static void main(String[] args) throws InterruptedException {
    try {
      var instance =
          SingleInstance.acquire(
              Path.of(args[0]), () -> System.out.println("was raised"), System.getenv(), PATIENCE);
      System.out.println(instance.isPresent() ? "first" : "second");
      if (instance.isPresent()) {
        new CountDownLatch(1).await();
      }
    } catch (PictureFileException e) {
      System.out.println("refused: " + e.getMessage());
    }
  }
}
