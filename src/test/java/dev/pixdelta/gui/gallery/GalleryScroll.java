package dev.pixdelta.gui.gallery;

import atlantafx.base.theme.PrimerLight;
import dev.pixdelta.testing.FxThread;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;

/**
 * Opens the page on a large gallery and scrolls through it, for {@link GalleryScrollTest}: what it
 * prints stands between the lines of JavaFX's pulse logger.
 */
final class GalleryScroll {
  private GalleryScroll() {}

  public static void main(String[] args) throws Exception {
    int count = Integer.parseInt(args[1]);
    showOtherWindow();
    long start = System.nanoTime();
    long cpu = cpu();
    try (GalleryScene scene =
        new GalleryScene(Path.of(args[0]), Locale.ENGLISH, false, 1280, 800)) {
      PictureGrid grid = scene.view.grid();
      scene.awaitPictures(count);
      say("known " + (System.nanoTime() - start) / 1e9);
      FxThread.waitFor("thumbnails", () -> grid.liveCells() > 0 && grid.isComplete());
      say("open " + (System.nanoTime() - start) / 1e9);
      say("open-cpu " + (cpu() - cpu) / 1e9);
      frames(60, frame -> {});
      say("begin wheel");
      frames(600, frame -> wheel(grid, frame));
      say("end");
      say("begin drag");
      double most = grid.layoutNow().maxScroll(grid.getHeight());
      frames(600, frame -> grid.scrollProperty().set(most * frame / 600.0));
      say("end");
      say("begin jumps");
      Random random = new Random(5);
      frames(
          600,
          frame -> {
            if (frame % 10 == 0) {
              grid.scrollProperty().set(most * random.nextDouble());
            }
          });
      say("end");
    }
    long peak = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP) {
        peak += pool.getPeakUsage().getUsed();
      }
    }
    System.gc();
    say("peak " + peak / 1e6);
    say("live " + ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6);
    System.exit(0);
  }

  /** The program runs already when its gallery is opened: toolkit, theme and controls are there. */
  private static void showOtherWindow() throws InterruptedException {
    FxThread.start();
    FxThread.run(
        () -> {
          Application.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
          Stage stage = new Stage();
          stage.setScene(
              new Scene(
                  new VBox(
                      new Button("b"), new TextField("t"), new ComboBox<String>(), new Slider()),
                  1280,
                  800));
          stage.show();
        });
    frames(30, frame -> {});
  }

  /** Of the whole process, in nanoseconds: tells a slow program from a busy machine. */
  private static long cpu() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** To where the pulse logger writes, on a line of its own. */
  private static void say(String words) {
    System.err.println("\nGALLERY " + words);
  }

  /** A quick turn of the wheel: three notches, ten times a second, to and fro. */
  private static void wheel(PictureGrid grid, int frame) {
    if (frame % 6 == 0) {
      double by = frame % 200 < 150 ? -120 : 120;
      grid.fireEvent(
          new ScrollEvent(
              ScrollEvent.SCROLL,
              400,
              400,
              400,
              400,
              false,
              false,
              false,
              false,
              false,
              false,
              0,
              by,
              0,
              by,
              ScrollEvent.HorizontalTextScrollUnits.NONE,
              0,
              ScrollEvent.VerticalTextScrollUnits.NONE,
              0,
              0,
              null));
    }
  }

  private interface Step {
    void at(int frame);
  }

  /** Does something at each of a number of frames. */
  private static void frames(int count, Step step) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    FxThread.run(
        () ->
            new AnimationTimer() {
              private int frame;

              @Override
              public void handle(long now) {
                if (frame == count) {
                  stop();
                  done.countDown();
                } else {
                  step.at(frame++);
                }
              }
            }.start());
    if (!done.await(5, TimeUnit.MINUTES)) {
      throw new AssertionError("no frames");
    }
  }
}
