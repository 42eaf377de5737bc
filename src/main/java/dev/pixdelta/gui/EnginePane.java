package dev.pixdelta.gui;

import dev.pixdelta.gui.shell.Background;
import dev.pixdelta.gui.shell.Messages;
import java.time.Duration;
import java.util.concurrent.Callable;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;

/**
 * Unpacks the native engine at the first start of all, before a job needs it, and shows how far
 * that is; not there when there is nothing to unpack. JavaFX thread only.
 */
final class EnginePane extends HBox {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private final Messages messages;
  private final Background background;
  private final Callable<Double> unpacked;
  private final Label text = new Label();
  private final ProgressBar bar = new ProgressBar();

  /**
   * @param unpacked asks, in the background, how much is unpacked, 0 to 1
   * @param unpack unpacks, in the background
   */
  EnginePane(
      Messages messages,
      Background background,
      Callable<Double> unpacked,
      Background.ThrowingRunnable unpack) {
    this.messages = messages;
    this.background = background;
    this.unpacked = unpacked;
    getStyleClass().add("engine-pane");
    setId("engine");
    setAlignment(Pos.CENTER_LEFT);
    bar.accessibleTextProperty().bind(text.textProperty());
    getChildren().setAll(text, bar);
    managedProperty().bind(visibleProperty());
    setVisible(false);
    background.ask(
        unpacked,
        now -> {
          if (now < 1) {
            show(now);
            background.ask(
                () -> {
                  unpack.run();
                  return 1.0;
                },
                this::show,
                failure -> {
                  setVisible(false);
                  background.failed(failure);
                });
            look();
          }
        });
  }

  private void look() {
    background.ask(
        () -> {
          Thread.sleep(BETWEEN_LOOKS);
          return unpacked.call();
        },
        now -> {
          if (isVisible()) {
            show(now);
            look();
          }
        },
        failure -> {}); // the window is closed, or unpacking fails too and says so
  }

  private void show(double now) {
    setVisible(now < 1);
    bar.setProgress(now);
    text.setText(messages.get("engine.preparing", (int) (100 * now)));
  }
}
