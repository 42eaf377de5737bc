package dev.pixdelta.gui.gallery;

import javafx.beans.property.ObjectProperty;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.input.ZoomEvent;

/**
 * Zooms at the pointer with wheel or pinch, pans with the hand, and changes between fit and closer
 * on a double click. Works on any node over a {@link ZoomView}.
 */
final class ZoomInput {
  private static final double PER_STEP = 1.2;
  private static final double STEP = 40;

  private final ZoomView view;
  private final ObjectProperty<Zoom> zoom;
  private double lastX;
  private double lastY;
  private boolean panning;

  /**
   * @param node hears the mouse; of the same size as the view
   */
  ZoomInput(Node node, ZoomView view) {
    this.view = view;
    this.zoom = view.zoomProperty();
    node.addEventHandler(ScrollEvent.SCROLL, this::scrolled);
    node.addEventHandler(ZoomEvent.ZOOM, this::pinched);
    node.addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
    node.addEventHandler(MouseEvent.MOUSE_DRAGGED, e -> dragged(e, node));
    node.addEventHandler(
        MouseEvent.MOUSE_RELEASED,
        e -> {
          panning = false;
          node.setCursor(Cursor.DEFAULT);
        });
    node.addEventHandler(MouseEvent.MOUSE_CLICKED, this::clicked);
  }

  private void scrolled(ScrollEvent e) {
    Zoom.Extent frame = view.frame();
    if (frame != null && e.getDeltaY() != 0 && !e.isInertia()) {
      double factor = Math.pow(PER_STEP, Math.clamp(e.getDeltaY() / STEP, -4, 4));
      zoom.set(zoom.get().by(factor, e.getX(), e.getY(), view.extent(), frame));
    }
    e.consume();
  }

  private void pinched(ZoomEvent e) {
    Zoom.Extent frame = view.frame();
    if (frame != null) {
      zoom.set(zoom.get().by(e.getZoomFactor(), e.getX(), e.getY(), view.extent(), frame));
    }
    e.consume();
  }

  private void pressed(MouseEvent e) {
    panning = e.getButton() == MouseButton.PRIMARY || e.getButton() == MouseButton.MIDDLE;
    lastX = e.getX();
    lastY = e.getY();
  }

  private void dragged(MouseEvent e, Node node) {
    Zoom.Extent frame = view.frame();
    if (!panning || frame == null) {
      return;
    }
    node.setCursor(Cursor.CLOSED_HAND);
    zoom.set(zoom.get().panned(e.getX() - lastX, e.getY() - lastY, view.extent(), frame));
    lastX = e.getX();
    lastY = e.getY();
  }

  private void clicked(MouseEvent e) {
    Zoom.Extent frame = view.frame();
    if (e.getButton() == MouseButton.PRIMARY
        && e.getClickCount() == 2
        && e.isStillSincePress()
        && frame != null) {
      double closer = view.scaleNow() < 1 ? 1 : 2 * Zoom.PIXELS_SEEN;
      zoom.set(
          zoom.get().scale() == 0
              ? zoom.get().to(closer, e.getX(), e.getY(), view.extent(), frame)
              : Zoom.FIT);
    }
  }
}
