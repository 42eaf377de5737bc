package dev.pixdelta.gui.gallery;

import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.studio.gallery.GalleryPicture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.animation.PauseTransition;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.collections.FXCollections;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.control.ScrollBar;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tiles of thousands of pictures, of which only those that are seen exist: cells are laid out for
 * the rows in view and used again when rows leave it. JavaFX thread only.
 */
final class PictureGrid extends Region {
  private static final double GAP = 10;

  private final Selection selection;
  private final ThumbnailLoader thumbnails;
  private final Pane canvas = new Pane();
  private final Rectangle clip = new Rectangle();
  private final Region band = new Region();
  private final ScrollBar bar = new ScrollBar();
  private final DoubleProperty scroll = new SimpleDoubleProperty(this, "scroll");
  private final DoubleProperty tile = new SimpleDoubleProperty(this, "tile", 176);
  private final PauseTransition settling = new PauseTransition(Duration.millis(60));
  private final SmoothScroll motion = new SmoothScroll(scroll);
  private final VisibleCells cells;
  private GridLayout layout = GridLayout.of(0, 0, 176, GAP);
  private Runnable open = () -> {};
  private double placedAt;

  /**
   * @param selection its pictures are the ones shown
   * @param thumbnails makes the loader, given who hears of what arrived
   * @param toggleStar called when a star is clicked
   */
  PictureGrid(
      Selection selection,
      Function<BiConsumer<Path, ThumbnailLoader.Thumbnail>, ThumbnailLoader> thumbnails,
      Messages messages,
      Consumer<GalleryPicture> toggleStar) {
    this.selection = selection;
    this.thumbnails = thumbnails.apply(this::arrived);
    this.cells = new VisibleCells(canvas, selection, messages, toggleStar);
    getStyleClass().add("picture-grid");
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.LIST_VIEW);
    setAccessibleText(messages.get("grid"));
    canvas.setClip(clip);
    canvas.getStyleClass().add("grid-canvas");
    band.getStyleClass().add("rubber-band");
    band.setManaged(false);
    band.setMouseTransparent(true);
    band.setVisible(false);
    canvas.getChildren().add(band);
    bar.setOrientation(Orientation.VERTICAL);
    bar.setFocusTraversable(false);
    bar.valueProperty().bindBidirectional(scroll);
    getChildren().addAll(canvas, bar);
    scroll.subscribe(this::requestLayout);
    tile.addListener((property, before, now) -> resized());
    selection.version().subscribe(this::showSelection);
    focusedProperty().subscribe(this::focusChanged);
    setOnScroll(
        e -> {
          motion.scrolled(e, layout.maxScroll(getHeight()));
          e.consume();
        });
    settling.setOnFinished(e -> requestLayout());
    new GridMouse(this, canvas, band, selection);
    new GridKeys(this, selection);
  }

  /** Least side of a tile in pixels of the window. */
  DoubleProperty tileProperty() {
    return tile;
  }

  /** How far the grid is scrolled, in pixels. */
  DoubleProperty scrollProperty() {
    return scroll;
  }

  /** What a double click on a picture does. */
  void setOnOpen(Runnable onOpen) {
    open = onOpen;
  }

  void open() {
    open.run();
  }

  GridLayout layoutNow() {
    return layout;
  }

  SmoothScroll motion() {
    return motion;
  }

  /** Asks for no more pictures. */
  void close() {
    settling.stop();
    motion.halt();
    thumbnails.want(List.of(), layout.tile());
  }

  /** Whether every picture in view has arrived. */
  boolean isComplete() {
    return cells.live().stream().allMatch(PictureCell::isComplete);
  }

  /** Cells that show a picture now. */
  int liveCells() {
    return cells.live().size();
  }

  /**
   * Shows another list. What was in view stays where it is when pictures come before it; a grid
   * that stands at its top shows what came.
   */
  void setPictures(List<GalleryPicture> pictures) {
    Place held = place();
    selection.setPictures(pictures);
    motion.halt();
    arrange();
    scroll.set(clamped(scroll.get()));
    if (held != null) {
      goTo(held);
    }
    requestLayout();
  }

  /** What stands at the top, and how much of it is hidden, in pixels; null at the very top. */
  record Place(Path file, double hidden) {}

  @Nullable Place place() {
    int first = layout.firstSeen(scroll.get());
    return scroll.get() <= GAP || first >= selection.pictures().size()
        ? null
        : new Place(selection.pictures().get(first).file(), scroll.get() - layout.y(first));
  }

  /** Scrolls to a place; a picture that is gone changes nothing. */
  void goTo(Place place) {
    int first = selection.place(place.file());
    if (first >= 0) {
      motion.jump(clamped(layout.y(first) + place.hidden()));
    }
  }

  /** Scrolls to the top. */
  void toTop() {
    motion.jump(0);
  }

  /** Scrolls as little as shows a picture wholly. */
  void reveal(int place) {
    if (place >= 0 && place < layout.count()) {
      motion.jump(layout.reveal(place, scroll.get(), getHeight()));
    }
  }

  /** Tiles have another size: what stood in the middle stays there. */
  private void resized() {
    int middle = layout.firstSeen(scroll.get() + getHeight() / 2);
    double offset = scroll.get() - layout.y(middle);
    boolean atTop = scroll.get() <= GAP;
    double before = layout.rowHeight();
    arrange();
    scroll.set(
        atTop ? 0 : clamped(layout.y(middle) + offset * layout.rowHeight() / Math.max(1, before)));
    requestLayout();
  }

  private double clamped(double value) {
    return Math.clamp(value, 0, layout.maxScroll(getHeight()));
  }

  /** Lays the tiles out anew for the width there is. */
  private void arrange() {
    double width = getWidth() - bar.prefWidth(-1);
    layout = GridLayout.of(selection.pictures().size(), width, tile.get(), GAP);
    double view = getHeight();
    double most = layout.maxScroll(view);
    bar.setVisible(most > 0);
    bar.setMax(Math.max(most, 1));
    bar.setVisibleAmount(layout.height() <= 0 ? 1 : view / layout.height() * Math.max(most, 1));
    bar.setUnitIncrement(layout.rowHeight() / 2);
    bar.setBlockIncrement(Math.max(layout.rowHeight(), view - layout.rowHeight()));
  }

  @Override
  protected void layoutChildren() {
    double barWidth = bar.prefWidth(-1);
    bar.resizeRelocate(getWidth() - barWidth, 0, barWidth, getHeight());
    canvas.resizeRelocate(0, 0, getWidth() - barWidth, getHeight());
    clip.setWidth(getWidth() - barWidth);
    clip.setHeight(getHeight());
    int first = layout.firstSeen(scroll.get());
    double offset = first < layout.count() ? scroll.get() - layout.y(first) : 0;
    int columns = layout.columns();
    arrange();
    if (layout.columns() != columns && scroll.get() > GAP) {
      scroll.set(clamped(layout.y(Math.min(first, Math.max(0, layout.count() - 1))) + offset));
    } else {
      scroll.set(clamped(scroll.get()));
    }
    placeCells();
  }

  private void placeCells() {
    if (getScene() != null && getScene().getWindow() != null) {
      thumbnails.setScale(getScene().getWindow().getOutputScaleX());
    }
    double top = Math.round(scroll.get());
    int first = layout.firstSeen(top);
    int end = layout.endSeen(top + getHeight());
    List<GalleryPicture> seen = selection.pictures().subList(first, Math.max(first, end));
    cells.show(seen, first, layout, top, thumbnails);
    cells.showSelection(isFocused());
    if (Math.abs(top - placedAt) > getHeight() / 2 && !cells.live().isEmpty()) {
      // Gone before it could be seen: decoding would only take time from drawing.
      thumbnails.want(List.of(), layout.tile());
      settling.playFromStart();
    } else {
      thumbnails.want(seen, layout.tile());
    }
    placedAt = top;
  }

  private void arrived(Path file, ThumbnailLoader.Thumbnail thumbnail) {
    if (cells.of(file) != null) {
      requestLayout();
    }
  }

  /** The keyboard is always on a picture, so that it can be seen where it is. */
  private void focusChanged() {
    if (isFocused() && selection.lead() < 0) {
      selection.moveLead(0);
    }
    showSelection();
  }

  private void showSelection() {
    cells.showSelection(isFocused());
    notifyAccessibleAttributeChanged(AccessibleAttribute.FOCUS_ITEM);
  }

  @Override
  public @Nullable Object queryAccessibleAttribute(
      AccessibleAttribute attribute, Object... parameters) {
    return switch (attribute) {
      case ITEM_COUNT -> selection.pictures().size();
      case FOCUS_ITEM -> cellAt(selection.lead());
      case ITEM_AT_INDEX -> cellAt((Integer) parameters[0]);
      case SELECTED_ITEMS -> {
        List<PictureCell> out = new ArrayList<>();
        selection.selected().forEach(p -> out.add(cells.of(p.file())));
        out.removeIf(Objects::isNull);
        yield FXCollections.observableList(out);
      }
      case MULTIPLE_SELECTION -> true;
      default -> super.queryAccessibleAttribute(attribute, parameters);
    };
  }

  /** The cell of a picture in view, or null. */
  @Nullable PictureCell cellAt(int place) {
    return place < 0 || place >= selection.pictures().size()
        ? null
        : cells.of(selection.pictures().get(place).file());
  }
}
