package dev.pixdelta.gui;

import dev.pixdelta.gui.instance.SingleInstance;
import dev.pixdelta.gui.shell.Background;
import dev.pixdelta.gui.shell.FileDialogs;
import dev.pixdelta.hub.Folders;
import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.studio.FailureSentence;
import dev.pixdelta.studio.ModelOpener;
import dev.pixdelta.text.Sentence;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonType;
import javafx.scene.image.Image;
import javafx.scene.layout.StackPane;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The window's life: opened, redrawn in another language or look, closed. */
public final class PixdeltaApplication extends Application {
  private static final Logger LOG = LoggerFactory.getLogger(PixdeltaApplication.class);

  private @Nullable Stage stage;
  private @Nullable Services services;
  private @Nullable WindowContents contents;
  private @Nullable SingleInstance instance;

  /** Where the window was; a section of the session. */
  record Bounds(double x, double y, double width, double height, boolean maximized) {
    static final String SECTION = "window";
    static final Bounds FIRST = new Bounds(Double.NaN, Double.NaN, 1280, 800, false);

    /** Whether enough of it lies on a screen that is there now. */
    boolean isVisible() {
      return Screen.getScreens().stream()
          .map(Screen::getVisualBounds)
          .anyMatch(s -> s.intersects(new Rectangle2D(x + 40, y, Math.max(width - 80, 1), 40)));
    }
  }

  @Override
  public void start(Stage primary) {
    stage = primary;
    Thread.currentThread()
        .setUncaughtExceptionHandler(
            (thread, failure) -> {
              LOG.debug("on the window's thread", failure);
              report(failure);
            });
    Folders folders = Folders.current();
    try {
      instance = SingleInstance.acquire(folders.data(), this::raise).orElse(null);
      if (instance == null) {
        Platform.exit();
        return;
      }
      services =
          Services.open(
              folders,
              ModelLocator.current(folders),
              ModelOpener.PIXART,
              Background.threads(
                  failure -> {
                    LOG.debug("in the background", failure);
                    report(failure);
                  }));
    } catch (RuntimeException e) {
      Alert alert = new Alert(Alert.AlertType.ERROR, FailureSentence.of(e), ButtonType.CLOSE);
      alert.setHeaderText(null);
      alert.showAndWait();
      Platform.exit();
      return;
    }
    for (int size : new int[] {16, 32, 64, 128, 256}) {
      var icon = PixdeltaApplication.class.getResourceAsStream("icons/pixdelta-" + size + ".png");
      if (icon != null) {
        primary.getIcons().add(new Image(icon));
      }
    }
    Scene scene = new Scene(new StackPane(), Bounds.FIRST.width(), Bounds.FIRST.height());
    primary.setScene(scene);
    primary.setMinWidth(900);
    primary.setMinHeight(600);
    place(primary);
    contents =
        new WindowContents(
            primary, services, FileDialogs.OF_DESKTOP, getHostServices()::showDocument);
    primary.setOnHidden(e -> Platform.exit());
    primary.show();
    Sentence note = services.queue().openingNote();
    if (note != null) {
      contents.window().toasts().error(note);
    }
  }

  private void report(Throwable failure) {
    if (contents != null) {
      contents.window().toasts().error(failure);
    }
  }

  /** Another start asked for the window; called on a thread of the instance's. */
  private void raise() {
    Platform.runLater(
        () -> {
          Stage primary = Objects.requireNonNull(stage);
          primary.setIconified(false);
          primary.toFront();
          primary.requestFocus();
        });
  }

  private Bounds kept() {
    return Objects.requireNonNull(services)
        .session()
        .get(Bounds.SECTION, Bounds.class, Bounds.FIRST);
  }

  /** Where the window is; of one that fills the screen, where it was before. */
  private Bounds bounds(Stage primary) {
    if (primary.isMaximized() || primary.isFullScreen()) {
      Bounds before = kept();
      return new Bounds(
          before.x(), before.y(), before.width(), before.height(), primary.isMaximized());
    }
    return new Bounds(
        primary.getX(), primary.getY(), primary.getWidth(), primary.getHeight(), false);
  }

  private void place(Stage primary) {
    Bounds bounds = kept();
    primary.setWidth(bounds.width());
    primary.setHeight(bounds.height());
    if (bounds.isVisible()) {
      primary.setX(bounds.x());
      primary.setY(bounds.y());
    }
    primary.setMaximized(bounds.maximized());
  }

  @Override
  public void stop() {
    Stage primary = Objects.requireNonNull(stage);
    if (contents != null) {
      contents.close();
      services = contents.services();
    }
    if (services != null) {
      services.session().put(Bounds.SECTION, bounds(primary));
      services.close();
    }
    if (instance != null) {
      instance.close();
    }
  }
}
