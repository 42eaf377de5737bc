package dev.pixdelta.gui.gallery;

import javafx.scene.input.KeyEvent;

/** Moves through the grid by keys: arrows, pages, ends, with Shift and Ctrl as lists have it. */
final class GridKeys {
  private final PictureGrid grid;
  private final Selection selection;

  GridKeys(PictureGrid grid, Selection selection) {
    this.grid = grid;
    this.selection = selection;
    grid.setOnKeyPressed(this::pressed);
  }

  private void pressed(KeyEvent event) {
    int count = selection.pictures().size();
    if (count == 0 || event.isAltDown()) {
      return;
    }
    int lead = selection.lead();
    int columns = grid.layoutNow().columns();
    int page = columns * Math.max(1, (int) (grid.getHeight() / grid.layoutNow().rowHeight()) - 1);
    int to =
        switch (event.getCode()) {
          case LEFT -> lead - 1;
          case RIGHT -> lead + 1;
          case UP -> lead - columns < 0 ? lead : lead - columns;
          case DOWN -> down(lead, columns, count);
          case PAGE_UP -> Math.max(lead % columns, lead - page);
          case PAGE_DOWN -> Math.min(count - 1, lead + page);
          case HOME -> 0;
          case END -> count - 1;
          case SPACE -> {
            selection.toggle(lead);
            event.consume();
            yield -1;
          }
          default -> -2;
        };
    if (to < -1 || event.getCode() == javafx.scene.input.KeyCode.SPACE) {
      return;
    }
    event.consume();
    go(lead < 0 && to != count - 1 ? 0 : Math.clamp(to, 0, count - 1), event);
  }

  /** From a full row above a short last one to the last picture. */
  private static int down(int lead, int columns, int count) {
    if (lead + columns < count) {
      return lead + columns;
    }
    return lead / columns < (count - 1) / columns ? count - 1 : lead;
  }

  private void go(int to, KeyEvent event) {
    if (event.isShiftDown()) {
      selection.extendTo(to, event.isShortcutDown());
    } else if (event.isShortcutDown()) {
      selection.moveLead(to);
    } else {
      selection.select(to);
    }
    grid.reveal(to);
  }
}
