package dev.pixdelta.gui.sketch;

import dev.pixdelta.gui.shell.SketchBook;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.sketch.Area;
import dev.pixdelta.studio.sketch.Sketch;
import dev.pixdelta.studio.sketch.SketchView;
import dev.pixdelta.studio.sketch.Stroke;
import java.util.List;
import java.util.Objects;
import javafx.geometry.Point2D;
import javafx.scene.Cursor;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Line;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.StrokeLineCap;
import org.jspecify.annotations.Nullable;

/**
 * The sketch on the screen. Only tiles that changed are painted anew, once a frame at most. The
 * wheel zooms at the pointer; the middle or right button moves the view.
 */
final class SketchCanvas extends Region {
  private static final double LEAST_ZOOM = 0.05;
  private static final double MOST_ZOOM = 32;
  private static final double MARGIN = 16;

  private final SketchBook book;
  private final ToolController controller;
  private final ImageView view = new ImageView();
  private final Circle tip = new Circle();
  private final Line mirror = new Line();
  private final Rectangle paper = new Rectangle();
  private final List<Line> tails = List.of(tail(), tail());
  private final LayerHandles handles = new LayerHandles();
  private ToolController.Turning turning = ToolController.Turning.MOVE;
  private int[] pixels = new int[0];
  private @Nullable WritableImage image;
  private @Nullable Sketch painted;
  private boolean waiting;
  private double zoom;
  private double left;
  private double top;
  private boolean fitted = true;
  private @Nullable Point2D grip;

  SketchCanvas(SketchBook book, ToolController controller) {
    this.book = book;
    this.controller = controller;
    setId("sketch-canvas");
    getStyleClass().add("sketch-canvas");
    setFocusTraversable(true);
    tip.setFill(null);
    tip.setStroke(Color.web("#58a6ff"));
    tip.setMouseTransparent(true);
    mirror.setStroke(Color.web("#58a6ff80"));
    mirror.getStrokeDashArray().setAll(6.0, 6.0);
    mirror.setMouseTransparent(true);
    mirror.visibleProperty().bind(controller.mirrored);
    paper.getStyleClass().add("paper-edge");
    paper.setFill(null);
    paper.setMouseTransparent(true);
    handles.visibleProperty().bind(controller.tool.isEqualTo(Tool.MOVE));
    getChildren().addAll(view, paper);
    getChildren().addAll(tails);
    getChildren().addAll(mirror, handles, tip);
    Rectangle clip = new Rectangle();
    clip.widthProperty().bind(widthProperty());
    clip.heightProperty().bind(heightProperty());
    setClip(clip);
    setOnMousePressed(this::pressed);
    setOnMouseDragged(this::dragged);
    setOnMouseReleased(this::released);
    setOnMouseMoved(
        e -> {
          showTip(e);
          if (controller.tool.get() == Tool.MOVE) {
            setCursor(handles.cursor(e.getX(), e.getY()));
          }
        });
    setOnMouseExited(e -> tip.setVisible(false));
    setOnScroll(this::scrolled);
    book.seenProperty().subscribe(now -> paintSoon());
    controller.tool.subscribe(
        now -> {
          tip.setVisible(false);
          setCursor(now == Tool.MOVE ? Cursor.MOVE : Cursor.CROSSHAIR);
        });
    paint();
  }

  private static Line tail() {
    Line line = new Line();
    line.getStyleClass().add("stroke-tail");
    line.setStrokeLineCap(StrokeLineCap.ROUND);
    line.setMouseTransparent(true);
    line.setVisible(false);
    return line;
  }

  /** The pen is where the pointer is; the curve behind it is drawn when it is known. */
  private void showTail() {
    Stroke.Tail tail = controller.tail();
    for (Line line : tails) {
      line.setVisible(tail != null);
    }
    if (tail == null) {
      return;
    }
    double across = book.seen().size().width();
    put(tails.get(0), tail.fromX(), tail.fromY(), tail.toX(), tail.toY(), tail.width());
    put(
        tails.get(1),
        across - tail.fromX(),
        tail.fromY(),
        across - tail.toX(),
        tail.toY(),
        tail.width());
    tails.get(1).setVisible(controller.mirrored.get());
  }

  private void put(Line line, double x0, double y0, double x1, double y1, double width) {
    Point2D from = toCanvas(x0, y0);
    Point2D to = toCanvas(x1, y1);
    line.setStartX(from.getX());
    line.setStartY(from.getY());
    line.setEndX(to.getX());
    line.setEndY(to.getY());
    line.setStrokeWidth(width * zoom);
    line.setStroke(
        controller.tool.get() == Tool.ERASER ? Color.BLACK : Color.grayRgb(controller.grey()));
  }

  /** As many strokes as come between two frames are painted once. */
  private void paintSoon() {
    if (!waiting) {
      waiting = true;
      javafx.application.Platform.runLater(
          () -> {
            waiting = false;
            paint();
          });
    }
  }

  private void paint() {
    Sketch now = book.seen();
    Size size = now.size();
    WritableImage to = image;
    if (to == null || to.getWidth() != size.width() || to.getHeight() != size.height()) {
      to = new WritableImage(size.width(), size.height());
      image = to;
      painted = null;
      view.setImage(to);
      fitted = true;
      requestLayout();
    }
    Sketch before = painted;
    for (Area area : before == null ? List.of(Area.of(size)) : SketchView.changed(before, now)) {
      int n = area.width() * area.height();
      if (pixels.length < n) {
        pixels = new int[n];
      }
      SketchView.render(now, area, pixels, false);
      to.getPixelWriter()
          .setPixels(
              area.x(),
              area.y(),
              area.width(),
              area.height(),
              PixelFormat.getIntArgbPreInstance(),
              pixels,
              0,
              area.width());
    }
    painted = now;
    showTail();
    if (handles.isVisible()) {
      requestLayout();
    }
  }

  /** All of it is seen. */
  void fit() {
    fitted = true;
    requestLayout();
  }

  /** Shows the part of the sketch that another canvas showed. */
  void viewAs(SketchCanvas other) {
    zoom = other.zoom;
    left = other.left;
    top = other.top;
    fitted = other.fitted;
    requestLayout();
  }

  void zoomBy(double factor) {
    zoomAt(getWidth() / 2, getHeight() / 2, factor);
  }

  private void zoomAt(double x, double y, double factor) {
    double next = Math.clamp(zoom * factor, LEAST_ZOOM, MOST_ZOOM);
    left = x - (x - left) * next / zoom;
    top = y - (y - top) * next / zoom;
    zoom = next;
    fitted = false;
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    WritableImage shown = Objects.requireNonNull(image);
    if (fitted) {
      zoom =
          Math.clamp(
              Math.min(
                  (getWidth() - 2 * MARGIN) / shown.getWidth(),
                  (getHeight() - 2 * MARGIN) / shown.getHeight()),
              LEAST_ZOOM,
              MOST_ZOOM);
      left = Math.floor((getWidth() - zoom * shown.getWidth()) / 2);
      top = Math.floor((getHeight() - zoom * shown.getHeight()) / 2);
    }
    view.setFitWidth(zoom * shown.getWidth());
    view.setFitHeight(zoom * shown.getHeight());
    view.setSmooth(zoom < 2);
    view.relocate(left, top);
    paper.setX(left - 0.5);
    paper.setY(top - 0.5);
    paper.setWidth(view.getFitWidth() + 1);
    paper.setHeight(view.getFitHeight() + 1);
    handles.fit(book.seen().activeLayer(), this::toCanvas);
    double middle = left + zoom * shown.getWidth() / 2;
    mirror.setStartX(middle);
    mirror.setEndX(middle);
    mirror.setStartY(top);
    mirror.setEndY(top + zoom * shown.getHeight());
  }

  /** A point of the canvas in sketch pixels. */
  Point2D toSketch(double x, double y) {
    return new Point2D((x - left) / zoom, (y - top) / zoom);
  }

  /** A point of the sketch on the canvas. */
  Point2D toCanvas(double x, double y) {
    return new Point2D(left + x * zoom, top + y * zoom);
  }

  private static double now() {
    return System.nanoTime() / 1e6;
  }

  private void pressed(MouseEvent e) {
    requestFocus();
    if (e.getButton() == MouseButton.PRIMARY) {
      Point2D p = toSketch(e.getX(), e.getY());
      turning = handles.at(e.getX(), e.getY());
      controller.press(p.getX(), p.getY(), now());
    } else {
      if (controller.isPressed()) {
        controller.cancel();
      }
      grip = new Point2D(e.getX() - left, e.getY() - top);
    }
    e.consume();
  }

  private void dragged(MouseEvent e) {
    Point2D held = grip;
    if (held != null) {
      left = e.getX() - held.getX();
      top = e.getY() - held.getY();
      fitted = false;
      requestLayout();
    } else {
      Point2D p = toSketch(e.getX(), e.getY());
      ToolController.Turning meant =
          e.isShortcutDown()
              ? ToolController.Turning.SCALE
              : e.isAltDown() ? ToolController.Turning.TURN : turning;
      controller.drag(p.getX(), p.getY(), now(), meant);
    }
    showTip(e);
    e.consume();
  }

  private void released(MouseEvent e) {
    if (grip != null) {
      grip = null;
    } else {
      controller.release();
      showTail();
    }
    e.consume();
  }

  private void showTip(MouseEvent e) {
    Tool tool = controller.tool.get();
    tip.setVisible(tool == Tool.PEN || tool == Tool.ERASER);
    tip.setCenterX(e.getX());
    tip.setCenterY(e.getY());
    tip.setRadius(Math.max(2, controller.width.get() * zoom / 2));
  }

  private void scrolled(ScrollEvent e) {
    if (e.getDeltaY() != 0) {
      zoomAt(e.getX(), e.getY(), Math.pow(1.0015, e.getDeltaY()));
    }
    e.consume();
  }
}
