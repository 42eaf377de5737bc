package dev.pixdelta.gui.gallery;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Rectangle2D;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * A picture at a zoom; draws only the part that is seen. Two views may share one zoom: their
 * pictures then lie in frames of the same shape. JavaFX thread only.
 */
final class ZoomView extends Region {
  private final ImageView view = new ImageView();
  private final Region ground = new Region();
  private final ObjectProperty<Zoom> zoom;
  private final ObjectProperty<@Nullable Pyramid> pyramid =
      new SimpleObjectProperty<>(this, "pyramid");
  private Zoom.@Nullable Extent frame;

  ZoomView(ObjectProperty<Zoom> zoom) {
    this.zoom = zoom;
    getStyleClass().add("zoom-view");
    ground.getStyleClass().add("picture-ground");
    getChildren().addAll(ground, view);
    zoom.subscribe(this::requestLayout);
    pyramid.subscribe(this::requestLayout);
  }

  ObjectProperty<@Nullable Pyramid> pyramidProperty() {
    return pyramid;
  }

  ObjectProperty<Zoom> zoomProperty() {
    return zoom;
  }

  /** The size the zoom counts in: the picture's own unless another one is given. */
  void setFrame(Zoom.@Nullable Extent next) {
    frame = next;
    requestLayout();
  }

  /** The size the zoom counts in, or null without a picture. */
  Zoom.@Nullable Extent frame() {
    Pyramid p = pyramid.get();
    if (frame != null || p == null) {
      return frame;
    }
    return new Zoom.Extent(p.width(), p.height());
  }

  Zoom.Extent extent() {
    return new Zoom.Extent(getWidth(), getHeight());
  }

  /** The scale drawn now; 1 without a picture. */
  double scaleNow() {
    Zoom.Extent f = frame();
    return f == null ? 1 : zoom.get().scaleIn(extent(), f);
  }

  /** Whether pixels are drawn as squares. */
  boolean showsPixels() {
    return !view.isSmooth();
  }

  @Override
  protected void layoutChildren() {
    Pyramid p = pyramid.get();
    Zoom.Extent f = frame();
    if (p == null || f == null || getWidth() <= 0 || getHeight() <= 0) {
      view.setImage(null);
      ground.setVisible(false);
      return;
    }
    Zoom now = zoom.get();
    double scale = now.scaleIn(extent(), f);
    double inFrame = Math.min(f.width() / p.width(), f.height() / p.height());
    double own = scale * inFrame;
    double w = p.width() * own;
    double h = p.height() * own;
    double x = Math.round(now.left(extent(), f) + (f.width() * scale - w) / 2);
    double y = Math.round(now.top(extent(), f) + (f.height() * scale - h) / 2);
    draw(p, own, x, y, w, h);
  }

  private void draw(Pyramid p, double own, double x, double y, double w, double h) {
    double x0 = Math.max(x, 0);
    double y0 = Math.max(y, 0);
    double x1 = Math.min(x + w, getWidth());
    double y1 = Math.min(y + h, getHeight());
    if (x1 <= x0 || y1 <= y0) {
      view.setImage(null);
      ground.setVisible(false);
      return;
    }
    double screen =
        getScene() == null || getScene().getWindow() == null
            ? 1
            : getScene().getWindow().getOutputScaleX();
    Image image = p.at(own * screen);
    double perX = image.getWidth() / w;
    double perY = image.getHeight() / h;
    view.setImage(image);
    view.setSmooth(own <= Zoom.PIXELS_SEEN);
    view.setViewport(
        new Rectangle2D(
            (x0 - x) * perX, (y0 - y) * perY, (x1 - x0) * perX, (y1 - y0) * perY));
    view.setX(x0);
    view.setY(y0);
    view.setFitWidth(x1 - x0);
    view.setFitHeight(y1 - y0);
    ground.setVisible(true);
    ground.resizeRelocate(x0, y0, x1 - x0, y1 - y0);
  }
}
