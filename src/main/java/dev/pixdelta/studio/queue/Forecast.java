package dev.pixdelta.studio.queue;

import dev.pixdelta.pipeline.Progress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far a job is at each stage of one pass, and how long it will still take. Not thread-safe. */
final class Forecast {
  private static final int USUAL_STEPS = 4;

  /** Shares of a picture of which nothing was measured yet: a step counts one. */
  private static final double NOMINAL_TEXT = 0.5;

  private static final double NOMINAL_REST = 1;

  /**
   * Pictures of a job that take the same time.
   *
   * @param steps asked for, or null for the sampler's default
   * @param left how many of them are not ended
   */
  record Group(String timing, @Nullable Integer steps, int pictures, int left) {}

  /** Of one picture, in seconds or, if nothing was measured, in steps. */
  private record Cost(double text, double step, double rest, int steps) {
    double total() {
      return text + steps * step + rest;
    }
  }

  private final Pass pass;
  private final int pictures;
  private final Cost cost;
  private final boolean measured;
  private final double load;
  private final double total;
  private final double before;
  private double reached;

  /**
   * @param groups of the job at the beginning of the pass, which is among what is left
   * @param opens whether the pass must open its model
   */
  Forecast(Pass pass, List<Group> groups, StageTimes times, boolean opens) {
    this.pass = pass;
    this.pictures = groups.stream().mapToInt(Group::pictures).sum();
    StageTimes.Times own = times.of(pass.recipe().timing());
    this.measured = own != null;
    this.load = own != null && opens ? own.load() : 0;
    this.cost = cost(own, pass.recipe().steps());
    double all = 0;
    double left = 0;
    for (Group group : groups) {
      // What was never drawn in a cell's way is taken for one of the pass: better than nothing.
      StageTimes.Times known = times.of(group.timing());
      double each = cost(known != null ? known : own, group.steps()).total();
      all += group.pictures() * each;
      left += group.left() * each;
    }
    this.total = all;
    this.before = all - left;
    this.reached = before;
  }

  private static Cost cost(StageTimes.@Nullable Times times, @Nullable Integer steps) {
    if (times == null) {
      return new Cost(NOMINAL_TEXT, 1, NOMINAL_REST, steps == null ? USUAL_STEPS : steps);
    }
    return new Cost(
        times.text(), times.step(), times.rest(), steps == null ? times.steps() : steps);
  }

  /** How far the job is when a stage begins. */
  JobProgress at(int picture, Progress stage) {
    double each =
        switch (stage) {
          case Progress.Loading p -> 0; // any network, at any time: what was reached stays
          case Progress.Encoding p -> 0;
          case Progress.Denoising p -> cost.text() + p.step() * cost.step();
          case Progress.Denoised p -> cost.text() + (p.step() + 1) * cost.step();
          case Progress.Decoding p ->
              cost.text() + cost.steps() * cost.step() + cost.rest() * p.picture() / p.pictures();
        };
    reached = Math.max(reached, before + each * pass.pictures().size());
    boolean opening = stage instanceof Progress.Loading && reached == before;
    double seconds = total - reached + (opening ? load : 0);
    return new JobProgress(
        pass.job(),
        picture,
        pictures,
        stage,
        total > 0 ? Math.clamp(reached / total, 0, 1) : 0,
        measured ? Duration.ofMillis(Math.round(1_000 * Math.max(seconds, 0))) : null);
  }
}
