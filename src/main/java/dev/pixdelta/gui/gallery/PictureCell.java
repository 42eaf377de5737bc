package dev.pixdelta.gui.gallery;

import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.gallery.GalleryPicture;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.HPos;
import javafx.geometry.VPos;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.control.Tooltip;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/** One tile of the grid: shows one picture after another. JavaFX thread only. */
final class PictureCell extends Region {
  private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
  private static final PseudoClass LEAD = PseudoClass.getPseudoClass("lead");
  private static final PseudoClass STARRED = PseudoClass.getPseudoClass("starred");
  private static final double RING = 4;

  private final Messages messages;
  private final Region ring = new Region();
  private final Region ground = new Region();
  private final ImageView view = new ImageView();
  private final StackPane star = new StackPane(new FontIcon(BootstrapIcons.STAR_FILL));
  private @Nullable FontIcon broken;
  private @Nullable Tooltip sentence;
  private @Nullable GalleryPicture picture;
  private int index;
  private boolean selected;

  /**
   * @param toggleStar called when the star in the corner is clicked
   */
  PictureCell(Messages messages, Consumer<GalleryPicture> toggleStar) {
    this.messages = messages;
    getStyleClass().add("picture-cell");
    ring.getStyleClass().add("cell-ring");
    ground.getStyleClass().add("cell-ground");
    star.getStyleClass().add("cell-star");
    star.setCursor(Cursor.HAND);
    star.addEventHandler(
        MouseEvent.MOUSE_PRESSED,
        e -> {
          if (e.getButton() == MouseButton.PRIMARY) {
            toggleStar.accept(Objects.requireNonNull(picture));
            e.consume();
          }
        });
    view.setPreserveRatio(false);
    ring.setMouseTransparent(true);
    ground.setMouseTransparent(true);
    view.setMouseTransparent(true);
    getChildren().addAll(ring, ground, view, star);
    setAccessibleRole(AccessibleRole.LIST_ITEM);
  }

  @Nullable GalleryPicture picture() {
    return picture;
  }

  /** Shows a picture at a place of the list; its thumbnail stays if it is the same file. */
  void show(GalleryPicture next, int place) {
    index = place;
    GalleryPicture before = picture;
    picture = next;
    if (!next.equals(before)) {
      pseudoClassStateChanged(STARRED, next.starred());
      setAccessibleText(
          messages.get(
              next.starred() ? "cell.starred" : "cell",
              next.prompt().isBlank() ? next.file().getFileName().toString() : next.prompt()));
      if (before == null
          || !before.file().equals(next.file())
          || !before.modified().equals(next.modified())) {
        forget();
      }
      requestLayout();
    }
  }

  /** Shows none, and holds no memory of one. */
  void clear() {
    picture = null;
    forget();
    setVisible(false);
  }

  /** What is shown of the picture, for a drag; or null. */
  @Nullable Image image() {
    return view.getImage();
  }

  private void forget() {
    view.setImage(null);
    setSentence(null);
    ground.setVisible(true);
  }

  /** Whether it shows its picture, or why it cannot. */
  boolean isComplete() {
    return view.getImage() != null || sentence != null;
  }

  void setThumbnail(ThumbnailLoader.Thumbnail thumbnail) {
    switch (thumbnail) {
      case ThumbnailLoader.Ready ready -> {
        view.setImage(ready.image());
        ground.setVisible(false);
        setSentence(null);
      }
      case ThumbnailLoader.Broken failure -> {
        view.setImage(null);
        setSentence(failure.sentence().in(messages.locale()));
      }
    }
    requestLayout();
  }

  private void setSentence(@Nullable String text) {
    if (text == null) {
      if (broken != null) {
        broken.setVisible(false);
      }
      if (sentence != null) {
        Tooltip.uninstall(this, sentence);
        sentence = null;
      }
      return;
    }
    if (broken == null) {
      broken = new FontIcon(BootstrapIcons.EXCLAMATION_TRIANGLE);
      broken.getStyleClass().add("cell-broken");
      broken.setMouseTransparent(true);
      getChildren().add(broken);
    }
    broken.setVisible(true);
    sentence = new Tooltip(text);
    sentence.setWrapText(true);
    sentence.setMaxWidth(420);
    Tooltip.install(this, sentence);
    setAccessibleText(text);
  }

  void setState(boolean isSelected, boolean isLead) {
    selected = isSelected;
    pseudoClassStateChanged(SELECTED, isSelected);
    pseudoClassStateChanged(LEAD, isLead);
  }

  @Override
  protected void layoutChildren() {
    double side = getWidth();
    double w = side;
    double h = side;
    if (picture != null && sentence == null) {
      Image shown = view.getImage();
      Size size =
          shown == null
              ? picture.size()
              : upright(picture.size(), shown.getWidth() / shown.getHeight());
      double fit = side / Math.max(size.width(), size.height());
      w = Math.max(1, Math.round(size.width() * fit));
      h = Math.max(1, Math.round(size.height() * fit));
    }
    double x = Math.floor((side - w) / 2);
    double y = Math.floor((side - h) / 2);
    ring.resizeRelocate(x - RING, y - RING, w + 2 * RING, h + 2 * RING);
    ground.resizeRelocate(x, y, w, h);
    view.setX(x);
    view.setY(y);
    view.setFitWidth(w);
    view.setFitHeight(h);
    double corner = star.prefWidth(-1);
    star.resizeRelocate(x + w - corner - 6, y + 6, corner, corner);
    if (broken != null) {
      positionInArea(broken, 0, 0, side, side, 0, HPos.CENTER, VPos.CENTER);
    }
  }

  /**
   * The size that a file gives says nothing of how the camera was held; its picture does.
   *
   * @param ratio width by height of what is shown
   */
  static Size upright(Size stored, double ratio) {
    boolean turned =
        (ratio > 1 && stored.width() < stored.height())
            || (ratio < 1 && stored.width() > stored.height());
    return turned ? new Size(/* width= */ stored.height(), /* height= */ stored.width()) : stored;
  }

  @Override
  public Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
    return switch (attribute) {
      case INDEX -> index;
      case SELECTED -> selected;
      default -> super.queryAccessibleAttribute(attribute, parameters);
    };
  }
}
