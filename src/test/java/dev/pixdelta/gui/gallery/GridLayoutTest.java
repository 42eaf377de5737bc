package dev.pixdelta.gui.gallery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.pipeline.Size;
import org.junit.jupiter.api.Test;

final class GridLayoutTest {
  private final GridLayout layout = GridLayout.of(23, 650, 100, 10);

  @Test
  void tilesAreAtLeastAsWideAsWantedAndFillTheWidth() {
    assertEquals(5, layout.columns());
    assertEquals(116, layout.tile());
    assertEquals(5, layout.rows());
    assertTrue(layout.x(4) + layout.tile() <= 650);
    assertTrue(layout.x(0) >= 10);
  }

  @Test
  void aWindowNarrowerThanATileHasOneColumn() {
    assertEquals(1, GridLayout.of(3, 40, 100, 10).columns());
    assertEquals(16, GridLayout.of(3, 0, 100, 10).tile());
  }

  @Test
  void anEmptyGridHasNoHeight() {
    GridLayout empty = GridLayout.of(0, 650, 100, 10);
    assertEquals(0, empty.height());
    assertEquals(0, empty.endSeen(500));
    assertEquals(-1, empty.at(20, 20));
  }

  @Test
  void onlyRowsInViewAreSeen() {
    double row = layout.rowHeight();
    assertEquals(0, layout.firstSeen(0));
    assertEquals(10, layout.endSeen(2 * row));
    assertEquals(5, layout.firstSeen(10 + row));
    assertEquals(23, layout.endSeen(1e9));
    assertEquals(23, layout.firstSeen(1e9));
  }

  @Test
  void pointsBetweenTilesHitNone() {
    for (int i = 0; i < 23; i++) {
      assertEquals(i, layout.at(layout.x(i) + 1, layout.y(i) + 1));
      assertEquals(i, layout.at(layout.x(i) + 115, layout.y(i) + 115));
      assertEquals(-1, layout.at(layout.x(i) + 118, layout.y(i) + 5));
      assertEquals(-1, layout.at(layout.x(i) + 5, layout.y(i) - 3));
    }
    assertEquals(-1, layout.at(layout.x(4) + 1, layout.y(4) + 4 * layout.rowHeight() + 1));
  }

  @Test
  void aBandTouchesTilesInWhateverDirectionItIsDrawn() {
    double x = layout.x(6) + 20;
    double y = layout.y(6) + 20;
    assertTrue(layout.touches(6, x, y, x + 5, y + 5));
    assertTrue(layout.touches(6, x + 5, y + 5, x, y));
    assertTrue(layout.touches(0, x, y, 0, 0));
    assertFalse(layout.touches(7, x, y, x + 5, y + 5));
  }

  @Test
  void revealScrollsAsLittleAsIsNeeded() {
    double view = 300;
    assertEquals(0, layout.reveal(0, 0, view));
    assertEquals(layout.maxScroll(view), layout.reveal(22, 0, view));
    double down = layout.reveal(12, 0, view);
    assertEquals(layout.y(12) + layout.tile() + 10 - view, down);
    assertEquals(down, layout.reveal(12, down, view));
    assertEquals(layout.y(1) - 10, layout.reveal(1, down, view));
  }

  @Test
  void aTileHasTheShapeThatItsPictureIsSeenIn() {
    Size lying = new Size(900, 600);
    Size standing = new Size(600, 900);
    assertEquals(lying, PictureCell.upright(lying, 1.5));
    assertEquals(lying, PictureCell.upright(standing, 1.5));
    assertEquals(standing, PictureCell.upright(lying, 0.67));
    assertEquals(new Size(8, 8), PictureCell.upright(new Size(8, 8), 1));
  }
}
