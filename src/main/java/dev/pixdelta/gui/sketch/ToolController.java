package dev.pixdelta.gui.sketch;

import dev.pixdelta.gui.shell.SketchBook;
import dev.pixdelta.studio.sketch.Area;
import dev.pixdelta.studio.sketch.DepthGradient;
import dev.pixdelta.studio.sketch.Fill;
import dev.pixdelta.studio.sketch.Layer;
import dev.pixdelta.studio.sketch.Pen;
import dev.pixdelta.studio.sketch.Placement;
import dev.pixdelta.studio.sketch.Shapes;
import dev.pixdelta.studio.sketch.Sketch;
import dev.pixdelta.studio.sketch.Stroke;
import dev.pixdelta.studio.sketch.Symmetry;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/**
 * The chosen tool: turns presses and drags into sketches. Coordinates are sketch pixels. One
 * gesture is one step of the history. One thread, the JavaFX thread in the window.
 */
final class ToolController {
  private static final int TOLERANCE = 32;

  final ObjectProperty<Tool> tool = new SimpleObjectProperty<>(this, "tool", Tool.PEN);
  final DoubleProperty width = new SimpleDoubleProperty(this, "width", 10);
  final DoubleProperty smoothing = new SimpleDoubleProperty(this, "smoothing", 0.3);
  final DoubleProperty speed = new SimpleDoubleProperty(this, "speed", 0.3);
  final IntegerProperty near = new SimpleIntegerProperty(this, "near", 255);
  final BooleanProperty mirrored = new SimpleBooleanProperty(this, "mirrored");
  private final SketchBook book;
  private final Consumer<Switch> switched;
  private Sketch before;
  private @Nullable Stroke stroke;
  private boolean pressed;
  private double startX;
  private double startY;

  /** Keys that change what moving a layer means. */
  enum Turning {
    MOVE,
    SCALE,
    TURN
  }

  /** What had to be changed before a layer could be worked on; the name is the layer's. */
  sealed interface Switch {
    /** A picture to trace was chosen; this layer is drawn on instead. */
    record ToDrawn(String layer) implements Switch {}

    /** The layer was hidden and is shown now. */
    record Shown(String layer) implements Switch {}
  }

  /**
   * @param switched hears of each switch, for a sentence to the user
   */
  ToolController(SketchBook book, Consumer<Switch> switched) {
    this.book = book;
    this.switched = switched;
    before = book.seen();
  }

  /** What the pen leaves, 0 to 255. */
  int grey() {
    return before.mode() == Sketch.Mode.DEPTH ? near.get() : 255;
  }

  private Pen pen(boolean eraser) {
    boolean depth = before.mode() == Sketch.Mode.DEPTH;
    return new Pen(
        width.get(),
        depth ? 0 : speed.get(),
        smoothing.get(),
        grey(),
        eraser,
        mirrored.get() ? Symmetry.LEFT_RIGHT : Symmetry.NONE);
  }

  /** Whether a gesture is in progress. */
  boolean isPressed() {
    return pressed;
  }

  /** The gesture begins. */
  void press(double x, double y, double millis) {
    before = workable(book.seen());
    pressed = true;
    startX = x;
    startY = y;
    switch (tool.get()) {
      case PEN, ERASER -> {
        stroke = new Stroke(before, pen(tool.get() == Tool.ERASER));
        draw(x, y, millis);
      }
      case FILL -> {
        if (x >= 0 && y >= 0 && x < before.size().width() && y < before.size().height()) {
          book.show(Fill.at(before, (int) x, (int) y, grey(), TOLERANCE));
        }
      }
      default -> {}
    }
  }

  /**
   * With a layer that can be worked on: strokes on a picture to trace would not be part of the map,
   * those on a hidden layer would not be seen.
   */
  @SuppressWarnings("ReferenceEquality") // sketches are values that are replaced
  private Sketch workable(Sketch sketch) {
    Sketch now = sketch;
    if (tool.get() != Tool.MOVE && now.activeLayer().guide()) {
      now = now.withActive(drawnLayer(now));
      switched.accept(new Switch.ToDrawn(now.activeLayer().name()));
    }
    Layer layer = now.activeLayer();
    if (!layer.visible()) {
      now = now.withLayer(now.active(), layer.withVisible(true));
      switched.accept(new Switch.Shown(layer.name()));
    }
    if (now != sketch) {
      book.replace(now);
    }
    return now;
  }

  /** The nearest layer above the active one that is no guide, or else the nearest below it. */
  private static int drawnLayer(Sketch sketch) {
    List<Layer> layers = sketch.layers();
    for (int i = sketch.active() + 1; i < layers.size(); i++) {
      if (!layers.get(i).guide()) {
        return i;
      }
    }
    int i = sketch.active();
    while (layers.get(i).guide()) {
      i--; // a sketch has at least one that is none
    }
    return i;
  }

  /** The piece from where the stroke is drawn to where the pen is, or null. */
  Stroke.@Nullable Tail tail() {
    return stroke == null ? null : stroke.tail();
  }

  private void draw(double x, double y, double millis) {
    Stroke now = stroke;
    if (now != null) {
      Area changed = now.to(x, y, millis);
      if (!changed.isEmpty()) {
        book.show(now.sketch());
      }
    }
  }

  /** The pointer moved during the gesture. */
  void drag(double x, double y, double millis, Turning turning) {
    if (!pressed) {
      return;
    }
    Pen pen = pen(false);
    switch (tool.get()) {
      case PEN, ERASER -> draw(x, y, millis);
      case LINE -> book.show(Shapes.line(before, pen, startX, startY, x, y));
      case RECTANGLE -> book.show(Shapes.rectangle(before, pen, startX, startY, x, y));
      case ELLIPSE -> book.show(Shapes.ellipse(before, pen, startX, startY, x, y));
      case GRADIENT -> book.show(DepthGradient.linear(before, startX, startY, near.get(), x, y, 0));
      case MOVE -> book.show(moved(x, y, turning));
      case FILL -> {}
    }
  }

  private Sketch moved(double x, double y, Turning turning) {
    Layer layer = before.activeLayer();
    Placement p = layer.placement();
    double fromX = startX - p.x();
    double fromY = startY - p.y();
    double toX = x - p.x();
    double toY = y - p.y();
    double was = Math.hypot(fromX, fromY);
    Placement now =
        switch (turning) {
          case MOVE -> p.withCentre(p.x() + x - startX, p.y() + y - startY);
          case SCALE ->
              was < 1
                  ? p
                  : p.withScale(Math.clamp(p.scale() * Math.hypot(toX, toY) / was, 0.01, 100));
          case TURN -> p.withAngle(p.angle() + Math.atan2(toY, toX) - Math.atan2(fromY, fromX));
        };
    return before.withLayer(before.active(), layer.withPlacement(now));
  }

  /** The gesture ends, as one step. */
  @SuppressWarnings("ReferenceEquality") // sketches are values that are replaced
  void release() {
    if (!pressed) {
      return;
    }
    pressed = false;
    Stroke now = stroke;
    if (now != null) {
      var unused = now.finish();
      book.show(now.sketch());
      stroke = null;
    }
    if (book.seen() != before) {
      book.put(book.seen());
    }
  }

  /** The gesture comes to nothing. */
  void cancel() {
    pressed = false;
    stroke = null;
    book.show(before);
  }
}
