package dev.pixdelta.gui.sketch;

import dev.pixdelta.studio.sketch.Layer;
import dev.pixdelta.studio.sketch.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import javafx.geometry.Point2D;
import javafx.scene.Cursor;
import javafx.scene.Group;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Rectangle;

/**
 * The outline of the layer that is moved, with handles: corners scale it, the round one turns it.
 * Coordinates are those of the canvas.
 */
final class LayerHandles extends Group {
  private static final double SIDE = 10;
  private static final double REACH = 12;

  /** From the middle of the upper edge inwards: outside it would be cut off. */
  static final double KNOB = 32;

  private final Polygon outline = new Polygon();
  private final Line stalk = new Line();
  private final Circle knob = new Circle(SIDE / 2);
  private final List<Rectangle> corners = new ArrayList<>();

  LayerHandles() {
    setMouseTransparent(true);
    setManaged(false);
    outline.setFill(null);
    outline.getStyleClass().add("layer-outline");
    stalk.getStyleClass().add("layer-outline");
    knob.getStyleClass().add("layer-handle");
    getChildren().addAll(outline, stalk, knob);
    for (int i = 0; i < 4; i++) {
      Rectangle corner = new Rectangle(SIDE, SIDE);
      corner.getStyleClass().add("layer-handle");
      corners.add(corner);
    }
    getChildren().addAll(corners);
  }

  /**
   * Fits them to a layer.
   *
   * @param toCanvas from sketch pixels
   */
  void fit(Layer layer, BiFunction<Double, Double, Point2D> toCanvas) {
    Placement p = layer.placement();
    double halfWidth = p.scale() * layer.raster().size().width() / 2;
    double halfHeight = p.scale() * layer.raster().size().height() / 2;
    double cos = Math.cos(p.angle());
    double sin = Math.sin(p.angle());
    Point2D[] points = new Point2D[4];
    for (int i = 0; i < 4; i++) {
      double x = i == 0 || i == 3 ? -halfWidth : halfWidth;
      double y = i < 2 ? -halfHeight : halfHeight;
      points[i] = toCanvas.apply(p.x() + x * cos - y * sin, p.y() + x * sin + y * cos);
    }
    outline.getPoints().clear();
    for (int i = 0; i < 4; i++) {
      outline.getPoints().addAll(points[i].getX(), points[i].getY());
      corners.get(i).setX(points[i].getX() - SIDE / 2);
      corners.get(i).setY(points[i].getY() - SIDE / 2);
    }
    Point2D top = points[0].midpoint(points[1]);
    Point2D in = points[3].midpoint(points[2]).subtract(top).normalize();
    stalk.setStartX(top.getX());
    stalk.setStartY(top.getY());
    stalk.setEndX(top.getX() + KNOB * in.getX());
    stalk.setEndY(top.getY() + KNOB * in.getY());
    knob.setCenterX(stalk.getEndX());
    knob.setCenterY(stalk.getEndY());
  }

  /** What a drag from a point does. */
  ToolController.Turning at(double x, double y) {
    Rectangle first = corners.get(0);
    Rectangle opposite = corners.get(2);
    double middleX = (first.getX() + opposite.getX() + SIDE) / 2;
    double middleY = (first.getY() + opposite.getY() + SIDE) / 2;
    if (Math.hypot(x - middleX, y - middleY) <= REACH) {
      return ToolController.Turning.MOVE; // however small the layer is
    }
    if (Math.hypot(x - knob.getCenterX(), y - knob.getCenterY()) <= REACH) {
      return ToolController.Turning.TURN;
    }
    for (Rectangle corner : corners) {
      double dx = x - corner.getX() - SIDE / 2;
      double dy = y - corner.getY() - SIDE / 2;
      if (Math.hypot(dx, dy) <= REACH) {
        return ToolController.Turning.SCALE;
      }
    }
    return ToolController.Turning.MOVE;
  }

  /** The pointer that says what a drag from a point does. */
  Cursor cursor(double x, double y) {
    return switch (at(x, y)) {
      case MOVE -> Cursor.MOVE;
      case TURN -> Cursor.HAND;
      case SCALE -> {
        boolean left = x < knob.getCenterX();
        boolean upper = y < corners.get(0).getY() / 2 + corners.get(2).getY() / 2;
        yield left == upper ? Cursor.NW_RESIZE : Cursor.NE_RESIZE;
      }
    };
  }
}
