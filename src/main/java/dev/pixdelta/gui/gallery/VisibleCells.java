package dev.pixdelta.gui.gallery;

import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.studio.gallery.GalleryPicture;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.layout.Pane;
import org.jspecify.annotations.Nullable;

/** The cells of the pictures in view; those that leave it serve again. JavaFX thread only. */
final class VisibleCells {
  private final Pane canvas;
  private final Selection selection;
  private final Supplier<PictureCell> make;
  private final Map<Path, PictureCell> cells = new HashMap<>();
  private final Deque<PictureCell> spare = new ArrayDeque<>();

  /**
   * @param canvas that they lie on, below its last child
   * @param toggleStar called when a star is clicked
   */
  VisibleCells(
      Pane canvas, Selection selection, Messages messages, Consumer<GalleryPicture> toggleStar) {
    this.canvas = canvas;
    this.selection = selection;
    this.make = () -> new PictureCell(messages, toggleStar);
  }

  @Nullable PictureCell of(Path file) {
    return cells.get(file);
  }

  Collection<PictureCell> live() {
    return cells.values();
  }

  /**
   * Shows the pictures that are seen, and no others.
   *
   * @param first place of the first of them in the list
   * @param top of the view, from the top of the grid
   */
  void show(
      List<GalleryPicture> seen,
      int first,
      GridLayout layout,
      double top,
      ThumbnailLoader thumbnails) {
    Map<Path, PictureCell> left = new HashMap<>(cells);
    seen.forEach(picture -> left.remove(picture.file()));
    left.forEach(
        (file, cell) -> {
          cells.remove(file);
          cell.clear();
          spare.push(cell);
        });
    for (int i = 0; i < seen.size(); i++) {
      GalleryPicture picture = seen.get(i);
      int place = first + i;
      PictureCell cell = cells.computeIfAbsent(picture.file(), f -> take());
      cell.show(picture, place);
      ThumbnailLoader.Thumbnail known = thumbnails.get(picture, layout.tile());
      if (known != null) {
        cell.setThumbnail(known);
      }
      cell.resizeRelocate(layout.x(place), layout.y(place) - top, layout.tile(), layout.tile());
      cell.setVisible(true);
    }
  }

  /** Shows which are selected, and which one has the keyboard. */
  void showSelection(boolean focused) {
    cells.forEach(
        (file, cell) ->
            cell.setState(
                selection.contains(file), focused && selection.place(file) == selection.lead()));
  }

  private PictureCell take() {
    PictureCell cell = spare.poll();
    if (cell == null) {
      cell = make.get();
      cell.setManaged(false);
      canvas.getChildren().add(canvas.getChildren().size() - 1, cell);
    }
    return cell;
  }
}
