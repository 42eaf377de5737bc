package dev.pixdelta.gui.gallery;

import dev.pixdelta.gui.shell.Messages;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.control.Label;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Rectangle;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/** Two pictures, and the divider between them. JavaFX thread only. */
final class WipePane extends Pane {
  private static final double HANDLE = 36;
  private static final double MARGIN = 12;

  private final ObjectProperty<Zoom> zoom = new SimpleObjectProperty<>(Zoom.FIT);
  private final ZoomView first = new ZoomView(zoom);
  private final ZoomView second = new ZoomView(zoom);
  private final Rectangle firstClip = new Rectangle();
  private final Rectangle secondClip = new Rectangle();
  private final StackPane divider = new StackPane();
  private final Label firstLabel = new Label();
  private final Label secondLabel = new Label();
  private final DoubleProperty position = new SimpleDoubleProperty(this, "position", 0.5);
  private final BooleanProperty beside = new SimpleBooleanProperty(this, "beside");

  WipePane(Messages messages) {
    getStyleClass().add("picture-stage");
    first.setClip(firstClip);
    second.setClip(secondClip);
    Region line = new Region();
    line.getStyleClass().add("wipe-line");
    line.setMaxWidth(2);
    StackPane handle = new StackPane(new FontIcon(BootstrapIcons.CHEVRON_EXPAND));
    handle.getStyleClass().add("wipe-handle");
    handle.setMaxSize(HANDLE, HANDLE);
    handle.setRotate(90);
    divider.getChildren().addAll(line, handle);
    divider.getStyleClass().add("wipe-divider");
    divider.setCursor(Cursor.H_RESIZE);
    divider.setFocusTraversable(true);
    divider.setAccessibleRole(AccessibleRole.SLIDER);
    divider.setAccessibleText(messages.get("wipe"));
    divider.addEventHandler(MouseEvent.MOUSE_PRESSED, MouseEvent::consume);
    divider.addEventHandler(
        MouseEvent.MOUSE_DRAGGED,
        e -> {
          position.set(Math.clamp(sceneToLocal(e.getSceneX(), 0).getX() / getWidth(), 0, 1));
          e.consume();
        });
    for (Label label : new Label[] {firstLabel, secondLabel}) {
      label.getStyleClass().add("stage-note");
      label.setWrapText(true);
      label.setMouseTransparent(true);
      label.setVisible(false);
    }
    getChildren().addAll(first, second, divider, firstLabel, secondLabel);
    position.subscribe(
        () -> {
          requestLayout();
          divider.notifyAccessibleAttributeChanged(AccessibleAttribute.VALUE);
        });
    beside.addListener(
        (p, before, now) -> {
          zoom.set(Zoom.FIT);
          requestLayout();
        });
    first.pyramidProperty().addListener((p, before, now) -> shareFrame());
    second.pyramidProperty().addListener((p, before, now) -> shareFrame());
    setMinSize(0, 0);
    new ZoomInput(this, first);
  }

  /** Both pictures lie in a frame as large as the larger one. */
  private void shareFrame() {
    Pyramid a = first.pyramidProperty().get();
    Pyramid b = second.pyramidProperty().get();
    Pyramid large =
        a == null || (b != null && (long) b.width() * b.height() > (long) a.width() * a.height())
            ? b
            : a;
    Zoom.Extent frame = large == null ? null : new Zoom.Extent(large.width(), large.height());
    first.frameProperty().set(frame);
    second.frameProperty().set(frame);
  }

  ZoomView first() {
    return first;
  }

  ZoomView second() {
    return second;
  }

  /** What has the keyboard. */
  Region divider() {
    return divider;
  }

  /** Where the divider stands, as a fraction of the width. */
  DoubleProperty positionProperty() {
    return position;
  }

  /** Whether the pictures stand side by side, without a divider to draw. */
  BooleanProperty besideProperty() {
    return beside;
  }

  /** Moves the divider by a fraction of the width. */
  void move(double by) {
    position.set(Math.clamp(position.get() + by, 0, 1));
  }

  void label(String left, String right) {
    firstLabel.setText(left);
    secondLabel.setText(right);
    firstLabel.setVisible(!left.isEmpty());
    secondLabel.setVisible(!right.isEmpty());
    requestLayout();
  }

  /** Holds no pictures any more; the divider stands in the middle. */
  void clear() {
    first.pyramidProperty().set(null);
    second.pyramidProperty().set(null);
    zoom.set(Zoom.FIT);
    position.set(0.5);
    label("", "");
  }

  @Override
  protected void layoutChildren() {
    double w = getWidth();
    double h = getHeight();
    double cut = Math.round((beside.get() ? 0.5 : position.get()) * w);
    if (beside.get()) {
      first.resizeRelocate(0, 0, cut, h);
      second.resizeRelocate(cut, 0, w - cut, h);
      clip(firstClip, 0, cut, h);
      clip(secondClip, 0, w - cut, h);
    } else {
      first.resizeRelocate(0, 0, w, h);
      second.resizeRelocate(0, 0, w, h);
      clip(firstClip, 0, cut, h);
      clip(secondClip, cut, w - cut, h);
    }
    divider.setOpacity(beside.get() ? 0 : 1);
    divider.setMouseTransparent(beside.get());
    divider.resizeRelocate(cut - HANDLE / 2, 0, HANDLE, h);
    double most = Math.max(0, w / 2 - 2 * MARGIN - HANDLE / 2);
    double leftWidth = Math.min(most, firstLabel.prefWidth(-1));
    firstLabel.resizeRelocate(MARGIN, MARGIN, leftWidth, firstLabel.prefHeight(leftWidth));
    double rightWidth = Math.min(most, secondLabel.prefWidth(-1));
    secondLabel.resizeRelocate(
        w - MARGIN - rightWidth, MARGIN, rightWidth, secondLabel.prefHeight(rightWidth));
  }

  private static void clip(Rectangle clip, double x, double w, double h) {
    clip.setX(x);
    clip.setWidth(Math.max(0, w));
    clip.setHeight(h);
  }
}
