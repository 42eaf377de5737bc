package dev.pixdelta.studio.picture;

import dev.pixdelta.pipeline.Size;
import java.awt.Font;
import java.util.List;

/**
 * Where everything is on a contact sheet, in pixels.
 *
 * @param margin around everything
 * @param gap between cells
 * @param gutter width of the room for row labels, with the space behind it
 * @param cell size of each cell
 * @param scale of the pictures in them
 * @param top edge of the first row of cells
 */
record SheetLayout(
    Size size,
    int margin,
    int gap,
    int gutter,
    Size cell,
    double scale,
    int top,
    SheetLabel title,
    List<SheetLabel> columns,
    List<SheetLabel> rows) {
  /** Most pixels of a side and of the sheet; passed only where cells would be no pictures else. */
  private static final int MAX_SIDE = 16_000;

  private static final double MAX_PIXELS = 100e6;
  private static final int LEAST_CELL = 24;
  private static final int LEAST_WIDTH = 480;
  private static final int MAX_TRIES = 40;

  /**
   * Lays out a sheet as large as its bounds allow.
   *
   * @param picture the largest of its pictures
   */
  static SheetLayout of(ContactSheet sheet, Size picture) {
    double width = (double) sheet.columns().size() * picture.width();
    double height = (double) sheet.rows().size() * picture.height();
    // What the cells alone allow is near; labels and gaps take a few tries more.
    double scale = Math.min(1, MAX_SIDE / Math.max(width, height));
    SheetLayout layout = of(sheet, picture, scale);
    for (int i = 0; i < MAX_TRIES && layout.isTooLarge() && layout.canShrink(); i++) {
      Size size = layout.size();
      double pixels = (double) size.width() * size.height();
      double over =
          Math.max(
              Math.max(size.width(), size.height()) / (double) MAX_SIDE,
              Math.sqrt(pixels / MAX_PIXELS));
      scale /= Math.max(1.01, over);
      layout = of(sheet, picture, scale);
    }
    return layout;
  }

  private boolean isTooLarge() {
    return Math.max(size.width(), size.height()) > MAX_SIDE
        || (double) size.width() * size.height() > MAX_PIXELS;
  }

  private boolean canShrink() {
    return Math.min(cell.width(), cell.height()) > LEAST_CELL;
  }

  private static SheetLayout of(ContactSheet sheet, Size picture, double scale) {
    int width = Math.max(LEAST_CELL, (int) Math.round(picture.width() * scale));
    int height = Math.max(LEAST_CELL, (int) Math.round(picture.height() * scale));
    int side = Math.min(width, height);
    int margin = Math.clamp(side / 12, 16, 64);
    int gap = Math.clamp(side / 40, 2, 20);
    float points = Math.clamp(side / 22f, 12, 34);
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont(points);
    int room = Math.max(width / 2, Math.round(9 * points));
    int rowLines = Math.max(1, (int) (height / (1.3 * points)));
    List<SheetLabel> columns =
        sheet.columns().stream().map(c -> SheetLabel.of(c, font, width, 3)).toList();
    List<SheetLabel> rows =
        sheet.rows().stream()
            .map(r -> SheetLabel.of(r, font, room, Math.min(6, rowLines)))
            .toList();
    int labels = rows.stream().mapToInt(SheetLabel::width).max().orElse(0);
    int gutter = labels == 0 ? 0 : labels + Math.round(points * 0.8f);
    int cells = columns.size() * (width + gap) - gap;
    int sheetWidth = Math.max(LEAST_WIDTH, 2 * margin + gutter + cells);
    SheetLabel title =
        SheetLabel.of(
            sheet.title(), font.deriveFont(Font.BOLD, points * 1.25f), sheetWidth - 2 * margin, 4);
    int heads = columns.stream().mapToInt(SheetLabel::height).max().orElse(0);
    int top =
        margin
            + (title.height() == 0 ? 0 : title.height() + Math.round(points))
            + (heads == 0 ? 0 : heads + Math.round(points * 0.4f));
    int sheetHeight = top + rows.size() * (height + gap) - gap + margin;
    return new SheetLayout(
        new Size(sheetWidth, sheetHeight),
        margin,
        gap,
        gutter,
        new Size(width, height),
        scale,
        top,
        title,
        columns,
        rows);
  }

  /** Left edge of a column's cells. */
  int left(int column) {
    return margin + gutter + column * (cell.width() + gap);
  }
}
