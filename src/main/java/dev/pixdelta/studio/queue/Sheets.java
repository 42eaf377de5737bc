package dev.pixdelta.studio.queue;

import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.picture.ContactSheet;
import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.studio.picture.PictureFiles;
import dev.pixdelta.system.TemporaryFile;
import dev.pixdelta.text.Sentence;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Contact sheets that grid jobs owe: one is due from the first pass on, and drawn when nothing of
 * the job waits any more. Not thread-safe but for {@link #draw}.
 */
final class Sheets {
  private final Sql sql;
  private final SettingsJson json;

  Sheets(Sql sql, SettingsJson json) {
    this.sql = sql;
    this.json = json;
  }

  private record Owing(long job, String settings, String grid) {}

  /**
   * A sheet that can be drawn now.
   *
   * @param files of the cells, null for those that failed or were cancelled
   */
  record Due(long job, GenerationSettings settings, Grid grid, List<@Nullable Path> files) {}

  /** The next sheet to be drawn, or null; those of grids that cannot be read have failed. */
  @Nullable Due next() {
    for (Owing owing = nextOwing(); owing != null; owing = nextOwing()) {
      GenerationSettings settings = json.settings(owing.settings());
      Grid grid = json.grid(owing.grid());
      if (settings != null && grid != null) {
        return new Due(owing.job(), settings, grid, files(owing.job()));
      }
      failed(owing.job(), SettingsJson.UNREADABLE);
    }
    return null;
  }

  private @Nullable Owing nextOwing() {
    return sql.first(
        """
            SELECT id, settings, grid FROM job WHERE sheet_due = 1 AND NOT EXISTS
              (SELECT 1 FROM picture WHERE job = job.id AND state IN ('WAITING', 'DRAWING'))
            ORDER BY position LIMIT 1
            """,
        row -> new Owing(row.getLong(1), row.getString(2), row.getString(3)));
  }

  private List<@Nullable Path> files(long job) {
    List<@Nullable Path> files = new ArrayList<>();
    for (String file :
        sql.query(
            "SELECT coalesce(file, '') FROM picture WHERE job = ? ORDER BY number",
            row -> row.getString(1),
            job)) {
      files.add(Sql.path(file));
    }
    return files;
  }

  /** The job owes nothing more, until it is drawn again. */
  void drawn(long job, @Nullable Path sheet) {
    sql.update(
        "UPDATE job SET sheet_due = 0, sheet = coalesce(?, sheet) WHERE id = ?",
        sheet == null ? null : sheet.toString(),
        job);
  }

  void failed(long job, Sentence message) {
    sql.update("UPDATE job SET sheet_due = 0, message = ? WHERE id = ?", json.write(message), job);
  }

  /**
   * Draws and saves a sheet beside the pictures; blocking.
   *
   * @return its file, or null if no cell was drawn
   * @throws PictureFileException if it cannot be saved
   */
  static @Nullable Path draw(Due due) {
    if (due.files().stream().allMatch(Objects::isNull)) {
      return null;
    }
    Path folder = due.settings().output().folder();
    PictureFiles.prepare(folder);
    try {
      TemporaryFile.deleteLeftovers(folder); // of a sheet that a crash cut short
    } catch (IOException e) {
      throw new PictureFileException(folder, "cannot be listed", e);
    }
    Axis x = due.grid().x();
    Axis y = due.grid().y();
    boolean manyPrompts = x.kind() == Axis.Kind.PROMPT || y.kind() == Axis.Kind.PROMPT;
    ContactSheet sheet =
        new ContactSheet(
            manyPrompts ? "" : due.settings().prompt(), labels(x), labels(y), due.files());
    return new PictureFiles(due.settings().output(), LocalDateTime.now(ZoneId.systemDefault()))
        .save(sheet)
        .toAbsolutePath()
        .normalize();
  }

  private static List<String> labels(Axis axis) {
    return axis.values().stream()
        .map(String::strip)
        .map(
            value ->
                switch (axis.kind()) {
                  case STEPS -> value.equals("1") ? "1 step" : value + " steps";
                  case SEED -> "Seed " + value;
                  case GUIDANCE -> "Guidance " + value;
                  case STYLE -> value.isEmpty() ? "No style" : value;
                  case MODEL, SAMPLER, SIZE, PROMPT -> value;
                })
        .toList();
  }
}
