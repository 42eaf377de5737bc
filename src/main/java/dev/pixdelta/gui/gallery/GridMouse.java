package dev.pixdelta.gui.gallery;

import java.util.ArrayList;
import java.util.List;
import javafx.animation.AnimationTimer;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/**
 * Selects by mouse: a press on a picture, with Ctrl or Shift, or a rubber band drawn from between
 * pictures, which scrolls at the edges.
 */
final class GridMouse {
  private static final double EDGE_SPEED = 12;

  private final PictureGrid grid;
  private final Pane canvas;
  private final Region band;
  private final Selection selection;
  private final AnimationTimer edge =
      new AnimationTimer() {
        @Override
        public void handle(long now) {
          scrollAtEdge();
        }
      };
  private boolean banding;
  private boolean pressedSelected;
  private double startX;
  private double startY;
  private double mouseX;
  private double mouseY;

  GridMouse(PictureGrid grid, Pane canvas, Region band, Selection selection) {
    this.grid = grid;
    this.canvas = canvas;
    this.band = band;
    this.selection = selection;
    canvas.setOnMousePressed(this::pressed);
    canvas.setOnMouseDragged(this::dragged);
    canvas.setOnMouseReleased(this::released);
    canvas.setOnDragDetected(this::dragDetected);
  }

  /** The selected pictures leave as files; other programs, and the folders beside, take them. */
  private void dragDetected(MouseEvent event) {
    int place = at(event);
    if (banding || place < 0 || event.getButton() != MouseButton.PRIMARY) {
      return;
    }
    ClipboardContent content = new ClipboardContent();
    content.putFiles(selection.selected().stream().map(p -> p.file().toFile()).toList());
    Dragboard board = canvas.startDragAndDrop(TransferMode.COPY);
    board.setContent(content);
    PictureCell cell = grid.cellAt(place);
    if (cell != null && cell.image() != null) {
      board.setDragView(cell.image(), 24, 24);
    }
    event.consume();
  }

  private void pressed(MouseEvent event) {
    grid.requestFocus();
    grid.motion().halt();
    int place = at(event);
    pressedSelected = false;
    if (place < 0) {
      if (event.getButton() == MouseButton.PRIMARY) {
        boolean add = event.isShortcutDown() || event.isShiftDown();
        if (!add) {
          selection.clear();
        }
        startX = event.getX();
        startY = event.getY() + grid.scrollProperty().get();
        banding = true;
        selection.beginBand(add);
      }
      return;
    }
    boolean already = selection.contains(selection.pictures().get(place).file());
    if (event.getButton() == MouseButton.SECONDARY) {
      if (!already) {
        selection.select(place);
      }
    } else if (event.getButton() == MouseButton.PRIMARY) {
      if (event.isShiftDown()) {
        selection.extendTo(place, event.isShortcutDown());
      } else if (event.isShortcutDown()) {
        selection.toggle(place);
      } else if (already && selection.size() > 1) {
        pressedSelected = true; // it may become a drag of all of them
      } else {
        selection.select(place);
      }
    }
  }

  private int at(MouseEvent event) {
    return grid.layoutNow()
        .at(event.getX(), event.getY() + Math.round(grid.scrollProperty().get()));
  }

  private void dragged(MouseEvent event) {
    if (!banding) {
      return;
    }
    mouseX = event.getX();
    mouseY = event.getY();
    showBand();
    if (mouseY < 0 || mouseY > canvas.getHeight()) {
      edge.start();
    } else {
      edge.stop();
    }
  }

  private void released(MouseEvent event) {
    edge.stop();
    band.setVisible(false);
    int place = at(event);
    if (!banding && place >= 0 && event.getClickCount() == 2 && event.isStillSincePress()) {
      grid.open();
    } else if (!banding && pressedSelected && event.isStillSincePress() && place >= 0) {
      selection.select(place);
    }
    banding = false;
  }

  private void scrollAtEdge() {
    double by = mouseY < 0 ? -EDGE_SPEED : EDGE_SPEED;
    double most = grid.layoutNow().maxScroll(grid.getHeight());
    grid.scrollProperty().set(Math.clamp(grid.scrollProperty().get() + by, 0, most));
    showBand();
  }

  private void showBand() {
    double scroll = grid.scrollProperty().get();
    double y0 = startY - scroll;
    double left = Math.clamp(Math.min(startX, mouseX), 0, canvas.getWidth());
    double right = Math.clamp(Math.max(startX, mouseX), 0, canvas.getWidth());
    double top = Math.max(-4, Math.min(y0, mouseY));
    double bottom = Math.min(canvas.getHeight() + 4, Math.max(y0, mouseY));
    band.resizeRelocate(left, top, right - left, Math.max(0, bottom - top));
    band.setVisible(true);
    GridLayout layout = grid.layoutNow();
    double y1 = mouseY + scroll;
    List<Integer> under = new ArrayList<>();
    int end = layout.endSeen(Math.max(startY, y1));
    for (int i = layout.firstSeen(Math.min(startY, y1)); i < end; i++) {
      if (layout.touches(i, startX, startY, mouseX, y1)) {
        under.add(i);
      }
    }
    selection.band(under);
  }
}
