package dev.pixdelta.studio.picture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pictures of a grid on one sheet, with a label for each column and row.
 *
 * @param title above it, such as the prompt; wrapped, and cut after a few lines
 * @param columns labels, at least one; blank ones take no room
 * @param rows likewise
 * @param pictures row by row, as many as there are cells; null for one that was not drawn
 */
public record ContactSheet(
    String title, List<String> columns, List<String> rows, List<@Nullable Path> pictures) {
  /**
   * @throws IllegalArgumentException if there are no cells, or not as many pictures
   */
  public ContactSheet {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    pictures = Collections.unmodifiableList(new ArrayList<>(pictures)); // may hold null
    if (pictures.isEmpty() || pictures.size() != columns.size() * rows.size()) {
      throw new IllegalArgumentException(
          columns.size() + " x " + rows.size() + " cells, " + pictures.size() + " pictures");
    }
  }
}
