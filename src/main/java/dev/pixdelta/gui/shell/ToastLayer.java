package dev.pixdelta.gui.shell;

import atlantafx.base.controls.Notification;
import atlantafx.base.theme.Styles;
import dev.pixdelta.gui.shell.Toasts.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.animation.PauseTransition;
import javafx.geometry.Bounds;
import javafx.geometry.Rectangle2D;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * Lies over its siblings and shows messages for some seconds, longer while the pointer or the focus
 * is on them: as low as they cover no control. JavaFX thread only.
 */
final class ToastLayer extends Pane {
  private static final int MOST = 3;
  private static final Duration READING = Duration.seconds(6);
  private static final double WIDTH = 380;
  private static final double MARGIN = 16;
  private static final double STEP = 8;

  /** Larger than this share of the page is what controls stand on, such as the canvas. */
  private static final double SURFACE = 0.2;

  private final Duration reading;
  private final VBox stack = new VBox(8);
  private final Map<Message, Notification> shown = new LinkedHashMap<>();

  ToastLayer() {
    this(READING);
  }

  /**
   * @param reading how long a message is shown
   */
  ToastLayer(Duration reading) {
    this.reading = reading;
    setPickOnBounds(false);
    stack.setPickOnBounds(false);
    getChildren().add(stack);
  }

  void add(Message message) {
    remove(message);
    if (shown.size() == MOST) {
      remove(shown.keySet().iterator().next());
    }
    Notification toast = toast(message);
    shown.put(message, toast);
    stack.getChildren().add(toast);
    requestLayout();
  }

  /** Oldest first. */
  List<Message> messages() {
    return List.copyOf(shown.keySet());
  }

  boolean shows(Message message) {
    return shown.containsKey(message);
  }

  void focus(Message message) {
    Notification toast = shown.get(message);
    if (toast != null) {
      toast.requestFocus();
    }
  }

  private void remove(Message message) {
    stack.getChildren().remove(shown.remove(message));
  }

  private Notification toast(Message message) {
    Notification toast =
        new Notification(message.sentence(), new FontIcon(BootstrapIcons.INFO_CIRCLE));
    toast.getStyleClass().addAll("toast", Styles.ACCENT, Styles.ELEVATED_1);
    toast.setPrefWidth(WIDTH);
    toast.setMaxWidth(WIDTH);
    toast.setFocusTraversable(true);
    toast.setAccessibleRole(AccessibleRole.TEXT);
    toast.setAccessibleText(message.sentence());
    toast.setOnClose(e -> remove(message));
    toast.setOnKeyPressed(
        e -> {
          if (e.getCode() == KeyCode.ESCAPE) {
            remove(message);
            e.consume();
          }
        });
    Action action = message.action();
    if (action != null) {
      Button button = action.button();
      button.addEventHandler(javafx.event.ActionEvent.ACTION, e -> remove(message));
      toast.setPrimaryActions(button);
    }
    PauseTransition pause = new PauseTransition(reading);
    pause.setOnFinished(e -> remove(message));
    Runnable wait =
        () -> {
          if (toast.isHover() || toast.isFocusWithin()) {
            pause.stop();
          } else {
            pause.playFromStart();
          }
        };
    toast.hoverProperty().subscribe(wait);
    toast.focusWithinProperty().subscribe(wait);
    wait.run();
    return toast;
  }

  @Override
  protected void layoutChildren() {
    double width = Math.min(WIDTH, getWidth() - 2 * MARGIN);
    double height = stack.prefHeight(width);
    Rectangle2D place = place(width, height);
    stack.resizeRelocate(place.getMinX(), place.getMinY(), width, height);
  }

  /** The lowest place that covers no control, at the right if there are several. */
  private Rectangle2D place(double width, double height) {
    double right = getWidth() - MARGIN - width;
    double[] columns = {right, (getWidth() - width) / 2, MARGIN};
    List<Rectangle2D> taken = controls();
    for (double y = getHeight() - MARGIN - height; y >= MARGIN; y -= STEP) {
      for (double x : columns) {
        Rectangle2D here = new Rectangle2D(Math.max(0, x), y, width, height);
        if (taken.stream().noneMatch(here::intersects)) {
          return here;
        }
      }
    }
    double lowest = Math.max(0, getHeight() - MARGIN - height);
    return new Rectangle2D(Math.max(0, right), lowest, width, height);
  }

  /** Where the controls of the siblings are. */
  private List<Rectangle2D> controls() {
    List<Rectangle2D> found = new ArrayList<>();
    if (getParent() != null && !shown.isEmpty()) {
      getParent().getChildrenUnmodifiable().stream()
          .filter(n -> n != this)
          .forEach(n -> collect(n, found));
    }
    return found;
  }

  private void collect(Node node, List<Rectangle2D> found) {
    if (!node.isVisible()) {
      return;
    }
    Bounds bounds = sceneToLocal(node.localToScene(node.getLayoutBounds()));
    boolean surface = bounds.getWidth() * bounds.getHeight() > SURFACE * getWidth() * getHeight();
    if (!surface && (node.isFocusTraversable() || node.getOnMouseClicked() != null)) {
      found.add(
          new Rectangle2D(
              bounds.getMinX(),
              bounds.getMinY(),
              Math.max(0, bounds.getWidth()),
              Math.max(0, bounds.getHeight())));
    } else if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(child -> collect(child, found));
    }
  }
}
