package dev.pixdelta.studio.queue;

import dev.pixdelta.pipeline.Progress;
import java.util.EnumMap;
import java.util.Map;

/** Measures the stages of one pass by the moments at which they begin. */
final class PassClock {
  private enum Stage {
    LOAD,
    TEXT,
    STEP,
    REST
  }

  private final Map<Stage, Double> seconds = new EnumMap<>(Stage.class);
  private Stage stage = Stage.LOAD;
  private long since = System.nanoTime();
  private int steps;

  void begins(Progress progress) {
    switch (progress) {
      case Progress.Loading p -> next(Stage.LOAD);
      case Progress.Encoding p -> next(Stage.TEXT);
      case Progress.Denoising p -> {
        next(Stage.STEP);
        steps = p.steps();
      }
      case Progress.Denoised p -> {} // still the same step, until the next begins
      case Progress.Decoding p -> next(Stage.REST);
    }
  }

  /** A picture is saved. */
  void saved() {
    next(stage);
  }

  private void next(Stage stage) {
    long now = System.nanoTime();
    seconds.merge(this.stage, (now - since) / 1e9, Double::sum);
    since = now;
    this.stage = stage;
  }

  /**
   * Times for one picture of a pass that went through.
   *
   * @param opened whether the model had to be opened, so that loading is not just asking
   */
  StageTimes.Times times(String timing, int pictures, boolean opened) {
    return new StageTimes.Times(
        timing,
        1,
        steps,
        opened ? of(Stage.LOAD) : 0,
        of(Stage.TEXT) / pictures,
        of(Stage.STEP) / pictures / Math.max(steps, 1),
        of(Stage.REST) / pictures);
  }

  private double of(Stage stage) {
    return seconds.getOrDefault(stage, 0.0);
  }
}
