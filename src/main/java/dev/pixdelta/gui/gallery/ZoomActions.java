package dev.pixdelta.gui.gallery;

import dev.pixdelta.gui.shell.Action;
import dev.pixdelta.gui.shell.Messages;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.control.Label;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** Zooming by keys and buttons, around the middle of a view; and what lies behind the picture. */
final class ZoomActions {
  private static final double FACTOR = 1.25;

  final Action in;
  final Action out;
  final Action fit;
  final Action fullSize;
  final Action checker;

  private final BooleanProperty checkered = new SimpleBooleanProperty(this, "checkered");
  private final ZoomView view;

  ZoomActions(ZoomView view, Messages messages) {
    this.view = view;
    in = new Action(messages.get("zoom.in"), "Plus", BootstrapIcons.ZOOM_IN, () -> by(FACTOR));
    out =
        new Action(
            messages.get("zoom.out"), "Minus", BootstrapIcons.ZOOM_OUT, () -> by(1 / FACTOR));
    fit =
        new Action(
            messages.get("zoom.fit"),
            "0",
            BootstrapIcons.ASPECT_RATIO,
            () -> view.zoomProperty().set(Zoom.FIT));
    fullSize = new Action(messages.get("zoom.full"), "1", BootstrapIcons.DICE_1, () -> to(1));
    checker =
        new Action(
            messages.get("checker"),
            "B",
            BootstrapIcons.GRID,
            () -> checkered.set(!checkered.get()));
  }

  List<Action> all() {
    return List.of(in, out, fit, fullSize, checker);
  }

  /** Whether a checker pattern, rather than a plain colour, lies behind the picture. */
  BooleanProperty checkeredProperty() {
    return checkered;
  }

  private void by(double factor) {
    to(view.scaleNow() * factor);
  }

  private void to(double scale) {
    Zoom.Extent frame = view.frame();
    if (frame != null) {
      view.zoomProperty()
          .set(
              view.zoomProperty()
                  .get()
                  .to(scale, view.getWidth() / 2, view.getHeight() / 2, view.extent(), frame));
    }
  }

  /** Shows the scale in per cent. */
  void follow(Label label, Messages messages) {
    Runnable update =
        () ->
            label.setText(
                messages.get("zoom.percent", String.valueOf(Math.round(view.scaleNow() * 100))));
    view.zoomProperty().subscribe(update);
    view.widthProperty().subscribe(update);
    view.heightProperty().subscribe(update);
    view.pyramidProperty().subscribe(update);
    view.frameProperty().subscribe(update);
    label.getStyleClass().add("zoom-percent");
  }
}
