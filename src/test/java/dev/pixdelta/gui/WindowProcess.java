package dev.pixdelta.gui;

import dev.pixdelta.testing.FakePipeline;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TextInputControl;
import javafx.stage.Stage;
import javafx.stage.Window;

/**
 * The window in a process of its own, with a model that is being opened until it is told to go on.
 * Says which windows it shows, and does what it is told.
 */
final class WindowProcess {
  private static final BufferedReader TOLD =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

  private WindowProcess() {}

  public static void main(String[] args) throws IOException {
    String unused = TOLD.readLine(); // "start": the JVM is up then
    Application.launch(Delegate.class);
    System.exit(0); // as dev.pixdelta.Pixdelta
  }

  /** A main class that is one itself would have to be in a module. */
  public static final class Delegate extends Application {
    private final CountDownLatch opened = new CountDownLatch(1);
    private final PixdeltaApplication application =
        new PixdeltaApplication(
            models ->
                (model, options) -> {
                  System.out.println("opening a model");
                  try {
                    opened.await();
                  } catch (InterruptedException e) {
                    throw new AssertionError(e);
                  }
                  return new FakePipeline(model);
                });

    @Override
    public void start(Stage stage) {
      Window.getWindows()
          .addListener(
              (ListChangeListener<Window>)
                  change -> {
                    while (change.next()) {
                      change
                          .getAddedSubList()
                          .forEach(w -> System.out.println(w == stage ? "window" : "message"));
                    }
                  });
      application.start(stage);
      Thread.ofPlatform().daemon().start(() -> listen(stage));
    }

    private void listen(Stage stage) {
      try {
        for (String line = TOLD.readLine(); line != null; line = TOLD.readLine()) {
          switch (line) {
            case "draw" -> Platform.runLater(() -> draw(stage));
            case "quit" -> Platform.runLater(stage::hide);
            case "go on" -> opened.countDown();
            default -> throw new IllegalArgumentException(line);
          }
        }
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    /** As soon as the models are found. */
    private static void draw(Stage stage) {
      Node root = stage.getScene().getRoot();
      ButtonBase generate = (ButtonBase) root.lookup("#generate");
      ((TextInputControl) root.lookup("#prompt")).setText("a fox");
      if (generate.isDisabled()) {
        Platform.runLater(() -> draw(stage));
      } else {
        generate.fire();
      }
    }

    @Override
    public void stop() {
      application.stop();
      System.out.println("ended");
    }
  }
}
