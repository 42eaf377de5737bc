package dev.pixdelta.studio.queue;

import dev.pixdelta.studio.GenerationSettings;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The jobs in the database, as a user changes them. Not thread-safe: callers share a lock. */
final class JobStore {
  private static final String PAUSED = "paused";

  private final Sql sql;
  private final SettingsJson json;

  JobStore(Sql sql, SettingsJson json) {
    this.sql = sql;
    this.json = json;
  }

  /** What is added as one. */
  record Added(GenerationSettings settings, @Nullable Grid grid, List<PromisedPicture> pictures) {}

  /** Adds jobs behind all others, with all their pictures, in one transaction. */
  List<Long> add(List<Added> jobs) {
    return sql.inTransaction(() -> jobs.stream().map(this::add).toList());
  }

  private Long add(Added job) {
    long id =
        sql.insert(
            "INSERT INTO job (uuid, position, settings, grid, added)"
                + " SELECT ?, coalesce(max(position), 0) + 1, ?, ?, ? FROM job",
            UUID.randomUUID().toString(),
            json.write(job.settings()),
            job.grid() == null ? null : json.write(job.grid()),
            Instant.now().toEpochMilli());
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (PromisedPicture p : job.pictures()) {
      GenerationSettings settings = Objects.requireNonNullElse(p.cell(), job.settings());
      rows.add(
          new @Nullable Object[] {
            id,
            p.index(),
            p.turn(),
            PictureState.WAITING.name(),
            p.prompt(),
            p.negative(),
            p.seed(),
            p.cell() == null ? null : json.write(p.cell()),
            Recipe.of(settings).timing(),
            settings.steps()
          });
    }
    sql.updateAll(
        "INSERT INTO picture"
            + " (job, number, turn, state, prompt, negative, seed, settings, timing, steps)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows);
    return id;
  }

  /**
   * All jobs in their order.
   *
   * @param running the one that is being drawn, or 0
   */
  List<Job> jobs(long running) {
    return sql.query(
        """
        SELECT job.*, count(p.number) AS pictures,
          total(p.state = 'DONE') AS done,
          total(p.state = 'FAILED') AS failed,
          total(p.state = 'CANCELLED') AS cancelled,
          coalesce(job.message, (SELECT f.message FROM picture f
            WHERE f.job = job.id AND f.state = 'FAILED' ORDER BY f.turn LIMIT 1)) AS why
        FROM job LEFT JOIN picture p ON p.job = job.id
        GROUP BY job.id ORDER BY job.position
        """,
        row -> job(row, running));
  }

  private Job job(ResultSet row, long running) throws SQLException {
    long id = row.getLong("id");
    String grid = row.getString("grid");
    String sheet = row.getString("sheet");
    int pictures = row.getInt("pictures");
    int done = row.getInt("done");
    int failed = row.getInt("failed");
    int cancelled = row.getInt("cancelled");
    String why = row.getString("why");
    Job.State state;
    if (id == running) {
      state = Job.State.RUNNING;
    } else if (done + failed + cancelled < pictures) {
      state = Job.State.QUEUED;
    } else if (cancelled > 0) {
      state = Job.State.CANCELLED;
    } else {
      state = why != null ? Job.State.FAILED : Job.State.DONE;
    }
    return new Job(
        id,
        json.settings(row.getString("settings")),
        grid == null ? null : json.grid(grid),
        state,
        pictures,
        done,
        failed,
        Instant.ofEpochMilli(row.getLong("added")),
        json.sentence(why),
        sheet == null ? null : Path.of(sheet));
  }

  List<QueuedPicture> pictures(long job) {
    return sql.query(
        "SELECT * FROM picture WHERE job = ? ORDER BY number",
        row -> {
          String file = row.getString("file");
          return new QueuedPicture(
              job,
              row.getInt("number"),
              row.getString("prompt"),
              row.getLong("seed"),
              file == null ? null : Path.of(file),
              json.sentence(row.getString("message")));
        },
        job);
  }

  /** Cancels what waits; a picture that is being drawn is the runner's matter. */
  void cancel(long job) {
    sql.update("UPDATE picture SET state = 'CANCELLED' WHERE job = ? AND state = 'WAITING'", job);
  }

  void cancelAll() {
    sql.update("UPDATE picture SET state = 'CANCELLED' WHERE state = 'WAITING'");
  }

  /** Puts what failed or was cancelled behind all other jobs, as it was promised. */
  void retry(long job) {
    sql.inTransaction(
        () -> {
          sql.update(
              """
              UPDATE job SET message = NULL, position = (SELECT max(position) + 1 FROM job),
                sheet_due = grid IS NOT NULL AND (sheet IS NULL OR message IS NOT NULL)
              WHERE id = ?
              """,
              job);
          sql.update(
              "UPDATE picture SET state = 'WAITING', message = NULL"
                  + " WHERE job = ? AND state IN ('FAILED', 'CANCELLED')",
              job);
        });
  }

  /**
   * Moves a waiting job to a place among those that wait.
   *
   * @param position from 0; beyond the ends means the end
   * @param running the one that is being drawn, or 0: it keeps its place
   */
  void move(long job, int position, long running) {
    record Place(long id, long position) {}
    List<Place> waiting =
        sql.query(
            """
            SELECT id, position FROM job WHERE id <> ? AND EXISTS (SELECT 1 FROM picture
              WHERE job = job.id AND state IN ('WAITING', 'DRAWING'))
            ORDER BY position
            """,
            row -> new Place(row.getLong(1), row.getLong(2)),
            running);
    List<Long> order = new ArrayList<>(waiting.stream().map(Place::id).toList());
    if (!order.remove(job)) {
      return; // it runs, has ended or is gone
    }
    order.add(Math.clamp(position, 0, order.size()), job);
    List<@Nullable Object[]> places = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      places.add(new @Nullable Object[] {waiting.get(i).position(), order.get(i)});
    }
    sql.inTransaction(() -> sql.updateAll("UPDATE job SET position = ? WHERE id = ?", places));
  }

  void remove(long job) {
    sql.update("DELETE FROM job WHERE id = ?", job);
  }

  /** Removes all jobs of which nothing waits or is being drawn. */
  void removeEnded(long running) {
    sql.update(
        """
        DELETE FROM job WHERE id <> ? AND NOT EXISTS (SELECT 1 FROM picture
          WHERE job = job.id AND state IN ('WAITING', 'DRAWING'))
        """,
        running);
  }

  boolean isPaused() {
    Boolean paused =
        sql.first("SELECT value FROM switch WHERE name = ?", row -> row.getBoolean(1), PAUSED);
    return paused != null && paused;
  }

  void setPaused(boolean paused) {
    sql.update("INSERT OR REPLACE INTO switch (name, value) VALUES (?, ?)", PAUSED, paused ? 1 : 0);
  }
}
