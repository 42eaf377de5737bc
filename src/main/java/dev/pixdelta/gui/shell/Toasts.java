package dev.pixdelta.gui.shell;

import atlantafx.base.controls.Notification;
import atlantafx.base.theme.Styles;
import java.util.Locale;
import javafx.animation.PauseTransition;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * Short messages over the lower right corner of the window. Errors stay until they are closed.
 * JavaFX thread only.
 */
public final class Toasts {
  private static final int MOST = 4;
  private static final Duration READING = Duration.seconds(6);

  private final VBox stack = new VBox(8);
  private final FailureText failures;

  /**
   * Puts the messages over a pane.
   *
   * @param locale language of the window
   */
  public Toasts(StackPane over, Locale locale) {
    failures = new FailureText(locale);
    stack.setAlignment(Pos.BOTTOM_RIGHT);
    stack.setPadding(new Insets(16));
    stack.setPickOnBounds(false);
    stack.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    StackPane.setAlignment(stack, Pos.BOTTOM_RIGHT);
    over.getChildren().add(stack);
  }

  /** Something went well, or is worth knowing. */
  public void info(String sentence) {
    show(sentence, BootstrapIcons.INFO_CIRCLE, Styles.ACCENT, null, true);
  }

  /** As {@link #info}, with one thing to do about it, such as to undo it. */
  public void offer(String sentence, Action action) {
    show(sentence, BootstrapIcons.INFO_CIRCLE, Styles.ACCENT, action, true);
  }

  /** Something went wrong; the sentence says what, where, and the way out. */
  public void error(String sentence) {
    show(sentence, BootstrapIcons.EXCLAMATION_TRIANGLE, Styles.DANGER, null, false);
  }

  /** Something went wrong; says it in a sentence. */
  public void error(Throwable failure) {
    error(failures.of(failure));
  }

  private void show(
      String sentence, Ikon icon, String style, @Nullable Action action, boolean leaves) {
    Notification toast = new Notification(sentence, new FontIcon(icon));
    toast.getStyleClass().addAll(style, Styles.ELEVATED_1);
    toast.setPrefWidth(380);
    toast.setMaxWidth(380);
    toast.setOnClose(e -> stack.getChildren().remove(toast));
    if (action != null) {
      Button button = action.button();
      button.addEventHandler(
          javafx.event.ActionEvent.ACTION, e -> stack.getChildren().remove(toast));
      toast.setPrimaryActions(button);
    }
    stack.getChildren().add(toast);
    if (stack.getChildren().size() > MOST) {
      stack.getChildren().removeFirst();
    }
    if (leaves) {
      PauseTransition wait = new PauseTransition(READING);
      wait.setOnFinished(e -> stack.getChildren().remove(toast));
      wait.play();
    }
  }
}
