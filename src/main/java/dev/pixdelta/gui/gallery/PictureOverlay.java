package dev.pixdelta.gui.gallery;

import dev.pixdelta.gui.shell.Action;
import dev.pixdelta.gui.shell.Actions;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.gui.shell.Page;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/**
 * Lies over the whole window while pictures are viewed or compared, and takes all keys: what is
 * below must not hear them. JavaFX thread only.
 */
final class PictureOverlay extends StackPane {
  /** Shows the window on the whole screen, or no longer. */
  final Action fullScreen;

  private final Actions keys = new Actions();
  private @Nullable Node focusBefore;
  private boolean madeFullScreen;
  private Runnable onClosed = () -> {};

  PictureOverlay(Messages messages) {
    fullScreen =
        new Action(
            messages.get("fullScreen"),
            "F",
            BootstrapIcons.ARROWS_FULLSCREEN,
            this::toggleFullScreen);
    getStyleClass().add("picture-overlay");
    onlyWhileOpen(fullScreen);
    setVisible(false);
    managedProperty().bind(visibleProperty());
    addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
  }

  /** Switches an action off while nothing lies over the window. */
  void onlyWhileOpen(Action action) {
    action.disabledProperty().bind(visibleProperty().not());
  }

  /**
   * Shows a pane over the window.
   *
   * @param focus what gets the keyboard
   * @param actions what its keys do
   * @param closed called when it is gone
   */
  void open(Parent pane, Node focus, List<Action> actions, Runnable closed) {
    onClosed.run();
    onClosed = closed;
    keys.add(new Actions.Group(null, "", actions));
    getChildren().setAll(pane);
    if (!isVisible()) {
      focusBefore = getScene() == null ? null : getScene().getFocusOwner();
      setVisible(true);
    }
    focus.requestFocus();
  }

  void close() {
    if (!isVisible()) {
      return;
    }
    onClosed.run();
    onClosed = () -> {};
    setVisible(false);
    getChildren().clear();
    if (madeFullScreen) {
      toggleFullScreen();
    }
    if (focusBefore != null) {
      focusBefore.requestFocus();
    }
  }

  private void toggleFullScreen() {
    if (getScene() != null && getScene().getWindow() instanceof Stage stage) {
      madeFullScreen = !stage.isFullScreen();
      stage.setFullScreenExitHint("");
      stage.setFullScreen(madeFullScreen);
    }
  }

  private void pressed(KeyEvent event) {
    keys.handle(ZoomKeys.named(event), Page.GALLERY);
    boolean forAll =
        event.getCode().isFunctionKey() || (event.getCode() == KeyCode.Q && event.isShortcutDown());
    if (!forAll) {
      event.consume();
    }
  }
}
