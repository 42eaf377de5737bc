package dev.pixdelta.studio.queue;

import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.picture.ContactSheet;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The contact sheets that grid jobs still owe: one is due when a picture of the job was saved and
 * none of it is to be drawn any more. Not thread-safe.
 */
final class SheetStore {
  private final Sql sql;
  private final SettingsJson json;

  SheetStore(Sql sql, SettingsJson json) {
    this.sql = sql;
    this.json = json;
  }

  /**
   * A sheet to be made.
   *
   * @param settings of the job
   * @param files one for each cell, row by row; null for a picture that was not drawn
   */
  record Due(long job, GenerationSettings settings, Grid grid, List<@Nullable Path> files) {
    ContactSheet sheet() {
      return new ContactSheet(settings.prompt(), labels(grid.x()), labels(grid.y()), files);
    }

    /** A number alone does not say what it counts; a prompt says it itself. */
    private static List<String> labels(Axis axis) {
      String kind = axis.kind().name().toLowerCase(Locale.ROOT);
      return axis.values().stream()
          .map(String::strip)
          .map(
              value ->
                  switch (axis.kind()) {
                    case PROMPT -> value;
                    case STYLE -> value.isEmpty() ? "no style" : value;
                    default -> kind + " " + value;
                  })
          .toList();
    }
  }

  /** The next sheet to be made, or null. */
  @Nullable Due next() {
    return sql.first(
        """
        SELECT id, settings, grid FROM job WHERE sheet_due AND NOT EXISTS
          (SELECT 1 FROM picture WHERE job = job.id AND state IN ('WAITING', 'DRAWING'))
        ORDER BY position LIMIT 1
        """,
        row -> {
          long job = row.getLong("id");
          return new Due(
              job,
              json.settings(row.getString("settings")),
              json.grid(row.getString("grid")),
              files(job));
        });
  }

  private List<@Nullable Path> files(long job) {
    return sql.query(
        "SELECT file FROM picture WHERE job = ? ORDER BY number",
        row -> {
          String file = row.getString(1);
          return file == null ? null : Path.of(file);
        },
        job);
  }

  /**
   * A sheet was made, or cannot be; either way it is not tried again before another picture of the
   * job is saved.
   */
  void made(long job, @Nullable Path sheet) {
    sql.update(
        "UPDATE job SET sheet_due = 0, sheet = coalesce(?, sheet) WHERE id = ?",
        sheet == null ? null : sheet.toString(),
        job);
  }
}
