package dev.pixdelta.studio.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long the stages of a picture take, learnt from those that were drawn and kept in the
 * database, so that the first picture of a session has an estimate too. Not thread-safe.
 */
final class StageTimes {
  /** The least that the newest sample counts: slow changes of the machine are followed. */
  private static final double LEAST_WEIGHT = 0.25;

  private final Sql sql;
  private final Map<String, Times> known = new HashMap<>();

  StageTimes(Sql sql) {
    this.sql = sql;
    List<Times> all = sql.query("SELECT * FROM stage_time", StageTimes::read);
    all.forEach(t -> known.put(t.timing(), t));
  }

  private static Times read(ResultSet row) throws SQLException {
    return new Times(
        row.getString("timing"),
        row.getInt("samples"),
        row.getInt("steps"),
        row.getDouble("load"),
        row.getDouble("text"),
        row.getDouble("step"),
        row.getDouble("rest"));
  }

  /**
   * Moving averages in seconds for one picture.
   *
   * @param timing see {@link Recipe#timing}
   * @param samples passes they come from
   * @param steps of the newest one
   * @param load opening the model and reading its networks, 0 if that was never seen
   * @param text encoding the prompt
   * @param step one step
   * @param rest decoding and saving
   */
  record Times(
      String timing, int samples, int steps, double load, double text, double step, double rest) {}

  @Nullable Times of(String timing) {
    return known.get(timing);
  }

  /** Takes in the times of one pass. */
  void add(Times now) {
    Times before = known.get(now.timing());
    Times next = before == null ? now : average(before, now);
    known.put(next.timing(), next);
    sql.update(
        "INSERT OR REPLACE INTO stage_time (timing, samples, steps, load, text, step, rest)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        next.timing(),
        next.samples(),
        next.steps(),
        next.load(),
        next.text(),
        next.step(),
        next.rest());
  }

  private static Times average(Times before, Times now) {
    int samples = Math.min(before.samples() + 1, 1_000);
    double weight = Math.max(LEAST_WEIGHT, 1.0 / samples);
    return new Times(
        now.timing(),
        samples,
        now.steps(),
        now.load() > 0 ? now.load() : before.load(),
        mix(before.text(), now.text(), weight),
        mix(before.step(), now.step(), weight),
        mix(before.rest(), now.rest(), weight));
  }

  private static double mix(double before, double now, double weight) {
    return before + weight * (now - before);
  }
}
