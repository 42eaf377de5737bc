package dev.pixdelta.studio.queue;

import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.text.Sentence;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The pictures in the database, as the runner takes and ends them. Not thread-safe. */
final class PassStore {
  private final Sql sql;
  private final SettingsJson json;

  PassStore(Sql sql, SettingsJson json) {
    this.sql = sql;
    this.json = json;
  }

  private record NextJob(long id, String uuid, GenerationSettings settings) {}

  /**
   * Takes the next pictures in hand; only then may they be drawn.
   *
   * @param running the job to go on with while something of it waits, or 0
   * @return null if nothing waits
   */
  @Nullable Pass begin(long running) {
    NextJob job =
        sql.first(
            """
            SELECT id, uuid, settings FROM job WHERE EXISTS
              (SELECT 1 FROM picture WHERE job = job.id AND state = 'WAITING')
            ORDER BY id <> ?, position LIMIT 1
            """,
            row -> new NextJob(row.getLong(1), row.getString(2), json.settings(row.getString(3))),
            running);
    if (job == null) {
      return null;
    }
    List<PromisedPicture> next =
        sql.query(
            "SELECT * FROM picture WHERE job = ? AND state = 'WAITING' ORDER BY turn LIMIT ?",
            this::promised,
            job.id(),
            job.settings().batch());
    PromisedPicture first = next.getFirst();
    GenerationSettings settings = Objects.requireNonNullElse(first.cell(), job.settings());
    Recipe recipe = Recipe.of(settings);
    List<PromisedPicture> together = new ArrayList<>();
    for (PromisedPicture p : next) {
      boolean same = p.cell() == null || Recipe.of(p.cell()).equals(recipe);
      if (!same || !p.negative().equals(first.negative())) {
        break;
      }
      together.add(p);
    }
    long now = Instant.now().toEpochMilli();
    sql.inTransaction(
        () -> {
          sql.updateAll(
              "UPDATE picture SET state = 'DRAWING', started = ? WHERE job = ? AND number = ?",
              together.stream()
                  .map(p -> new @Nullable Object[] {now, job.id(), p.index()})
                  .toList());
          sql.update("UPDATE job SET sheet_due = 1 WHERE id = ? AND grid IS NOT NULL", job.id());
        });
    return new Pass(job.id(), job.uuid(), settings, together);
  }

  private PromisedPicture promised(ResultSet row) throws SQLException {
    String cell = row.getString("settings");
    return new PromisedPicture(
        row.getInt("number"),
        row.getInt("turn"),
        row.getString("prompt"),
        row.getString("negative"),
        row.getLong("seed"),
        cell == null ? null : json.settings(cell));
  }

  /** A picture is on the disk. */
  void saved(long job, int index, Path file) {
    sql.update(
        "UPDATE picture SET state = 'DONE', file = ?, message = NULL WHERE job = ? AND number = ?",
        file.toString(),
        job,
        index);
  }

  /** Ends what is in hand of a job and not saved. */
  void end(long job, PictureState state, @Nullable Sentence message) {
    sql.update(
        "UPDATE picture SET state = ?, message = ? WHERE job = ? AND state = 'DRAWING'",
        state.name(),
        text(message),
        job);
  }

  /** Fails what waits of a job; those drawn in the way of a recipe or by a model, or all. */
  void failWaiting(long job, Sentence message, RecipeFilter filter) {
    GenerationSettings settings =
        sql.first(
            "SELECT settings FROM job WHERE id = ?", row -> json.settings(row.getString(1)), job);
    if (settings == null) {
      return; // removed meanwhile
    }
    List<@Nullable Object[]> hit =
        sql
            .query("SELECT * FROM picture WHERE job = ? AND state = 'WAITING'", this::promised, job)
            .stream()
            .filter(p -> filter.matches(Recipe.of(Objects.requireNonNullElse(p.cell(), settings))))
            .map(p -> new @Nullable Object[] {text(message), job, p.index()})
            .toList();
    sql.inTransaction(
        () ->
            sql.updateAll(
                "UPDATE picture SET state = 'FAILED', message = ? WHERE job = ? AND number = ?",
                hit));
  }

  private @Nullable String text(@Nullable Sentence message) {
    return message == null ? null : json.write(message);
  }

  /** Tells pictures that would fail too. */
  @FunctionalInterface
  interface RecipeFilter {
    boolean matches(Recipe recipe);
  }

  /**
   * A picture that was in hand when the program ended.
   *
   * @param id in its file's metadata
   * @param folder of its file, if there is one
   */
  record Unsettled(long job, int index, String id, Instant started, Path folder) {}

  List<Unsettled> unsettled() {
    return sql.query(
        """
        SELECT p.job, p.number, p.started, p.settings AS cell, job.settings, job.uuid
        FROM picture p JOIN job ON job.id = p.job WHERE p.state = 'DRAWING'
        """,
        row -> {
          String cell = row.getString("cell");
          GenerationSettings settings =
              json.settings(cell == null ? row.getString("settings") : cell);
          int index = row.getInt("number");
          return new Unsettled(
              row.getLong("job"),
              index,
              Pass.id(row.getString("uuid"), index),
              Instant.ofEpochMilli(row.getLong("started")),
              settings.output().folder());
        });
  }

  /** Settles one such picture without a file. */
  void settle(Unsettled picture, PictureState state, @Nullable Sentence message) {
    sql.update(
        "UPDATE picture SET state = ?, message = ? WHERE job = ? AND number = ?",
        state.name(),
        text(message),
        picture.job(),
        picture.index());
  }

  /** The pictures of a job by the time they take. */
  List<Forecast.Group> groups(long job) {
    return sql.query(
        """
        SELECT timing, steps, count(*), total(state IN ('WAITING', 'DRAWING'))
        FROM picture WHERE job = ? GROUP BY timing, steps
        """,
        row ->
            new Forecast.Group(
                row.getString(1),
                row.getObject(2) == null ? null : (Integer) row.getInt(2),
                row.getInt(3),
                row.getInt(4)),
        job);
  }
}
