package dev.pixdelta.gui.gallery;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;
import javafx.scene.layout.Region;
import javafx.scene.paint.ImagePattern;
import org.jspecify.annotations.Nullable;

/**
 * A picture at a zoom; draws only the part that is seen, on a canvas: image views blur enlarged
 * pixels whatever they are told. Two views may share one zoom: their pictures then lie in frames of
 * the same shape. JavaFX thread only.
 */
final class ZoomView extends Region {
  private static final int SQUARE = 10;
  private static final Image CHECKER = checker();

  private final BooleanProperty checkered = new SimpleBooleanProperty(this, "checkered");
  private final Canvas canvas = new Canvas();
  private final ObjectProperty<Zoom> zoom;
  private final ObjectProperty<@Nullable Pyramid> pyramid =
      new SimpleObjectProperty<>(this, "pyramid");
  private final ObjectProperty<Zoom.@Nullable Extent> frame =
      new SimpleObjectProperty<>(this, "frame");

  ZoomView(ObjectProperty<Zoom> zoom) {
    this.zoom = zoom;
    getStyleClass().add("zoom-view");
    canvas.setManaged(false);
    getChildren().add(canvas);
    zoom.subscribe(this::requestLayout);
    pyramid.subscribe(this::requestLayout);
    frame.subscribe(this::requestLayout);
    checkered.subscribe(this::requestLayout);
  }

  ObjectProperty<@Nullable Pyramid> pyramidProperty() {
    return pyramid;
  }

  /** Whether a checker pattern lies behind the picture. */
  BooleanProperty checkeredProperty() {
    return checkered;
  }

  ObjectProperty<Zoom> zoomProperty() {
    return zoom;
  }

  /** The size the zoom counts in: the picture's own unless another one is given. */
  ObjectProperty<Zoom.@Nullable Extent> frameProperty() {
    return frame;
  }

  /** The size the zoom counts in, or null without a picture. */
  Zoom.@Nullable Extent frame() {
    Pyramid p = pyramid.get();
    if (frame.get() != null || p == null) {
      return frame.get();
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
    return !canvas.getGraphicsContext2D().isImageSmoothing();
  }

  @Override
  protected void layoutChildren() {
    Pyramid p = pyramid.get();
    Zoom.Extent f = frame();
    canvas.setWidth(getWidth());
    canvas.setHeight(getHeight());
    fillGround();
    if (p == null || f == null || getWidth() <= 0 || getHeight() <= 0) {
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

  /** Clear, so that the colour behind is seen, or squares. */
  private void fillGround() {
    GraphicsContext graphics = canvas.getGraphicsContext2D();
    graphics.clearRect(0, 0, getWidth(), getHeight());
    if (checkered.get()) {
      graphics.setFill(new ImagePattern(CHECKER, 0, 0, 2 * SQUARE, 2 * SQUARE, false));
      graphics.fillRect(0, 0, getWidth(), getHeight());
    }
  }

  /** Two by two squares. */
  private static Image checker() {
    int side = 2 * SQUARE;
    int[] argb = new int[side * side];
    for (int i = 0; i < argb.length; i++) {
      boolean light = (i / side / SQUARE + i % side / SQUARE) % 2 == 0;
      argb[i] = light ? 0xffcccccc : 0xff999999;
    }
    return new Pixels(argb, side, side).image();
  }

  private void draw(Pyramid p, double own, double x, double y, double w, double h) {
    double x0 = Math.max(x, 0);
    double y0 = Math.max(y, 0);
    double x1 = Math.min(x + w, getWidth());
    double y1 = Math.min(y + h, getHeight());
    if (x1 <= x0 || y1 <= y0) {
      return;
    }
    double screen =
        getScene() == null || getScene().getWindow() == null
            ? 1
            : getScene().getWindow().getOutputScaleX();
    Image image = p.at(own * screen);
    double perX = image.getWidth() / w;
    double perY = image.getHeight() / h;
    GraphicsContext graphics = canvas.getGraphicsContext2D();
    graphics.setImageSmoothing(own <= Zoom.PIXELS_SEEN);
    graphics.drawImage(
        image,
        (x0 - x) * perX,
        (y0 - y) * perY,
        (x1 - x0) * perX,
        (y1 - y0) * perY,
        x0,
        y0,
        x1 - x0,
        y1 - y0);
  }
}
