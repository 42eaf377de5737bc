package dev.pixdelta.gui;

import dev.pixdelta.gui.instance.SingleInstance;
import dev.pixdelta.gui.shell.Appearance;
import dev.pixdelta.gui.shell.Background;
import dev.pixdelta.gui.shell.FileDialogs;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.hub.Folders;
import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.studio.FailureSentence;
import dev.pixdelta.studio.ModelOpener;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.animation.PauseTransition;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.beans.value.ChangeListener;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonType;
import javafx.scene.image.Image;
import javafx.scene.layout.StackPane;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The window's life: opened, redrawn in another language or look, closed. */
public final class PixdeltaApplication extends Application {
  private static final Logger LOG = LoggerFactory.getLogger(PixdeltaApplication.class);

  private final Function<ModelLocator, ModelOpener> opener;
  private @Nullable Stage stage;
  private @Nullable Services services;
  private @Nullable WindowContents contents;
  private @Nullable SingleInstance instance;
  private @Nullable Background background;
  private @Nullable Alert waiting;

  /** As the toolkit makes it. */
  public PixdeltaApplication() {
    this(ModelOpener::pixArt);
  }

  PixdeltaApplication(Function<ModelLocator, ModelOpener> opener) {
    this.opener = opener;
  }

  @Override
  public void start(Stage primary) {
    stage = primary;
    Platform.setImplicitExit(false); // a message before the window is not the last window
    Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> failed(failure));
    background = Background.threads(this::failed);
    background.ask(
        () ->
            SingleInstance.acquire(
                Folders.current().data(), this::raise, () -> Platform.runLater(this::sayWaiting)),
        this::acquired,
        this::refused);
  }

  private void failed(Throwable failure) {
    LOG.debug("on the window's thread or in the background", failure);
    if (contents != null) {
      contents.window().toasts().error(failure);
    }
  }

  /** The window of an earlier start is gone, its process not yet. */
  private void sayWaiting() {
    Messages messages =
        Messages.of(PixdeltaApplication.class, Appearance.SYSTEM.locale(Locale.getDefault()));
    Alert alert =
        new Alert(Alert.AlertType.INFORMATION, messages.get("start.waiting"), ButtonType.CANCEL);
    alert.setTitle(messages.get("title"));
    alert.setHeaderText(null);
    alert.setOnHidden(
        e -> {
          if (instance == null) { // not closed by us
            Platform.exit();
          }
        });
    waiting = alert;
    alert.show();
  }

  private void acquired(Optional<SingleInstance> acquired) {
    if (acquired.isEmpty()) {
      Platform.exit();
      return;
    }
    instance = acquired.get();
    if (waiting != null) {
      waiting.close();
    }
    try {
      Folders folders = Folders.current();
      ModelLocator models = ModelLocator.current(folders);
      services =
          Services.open(folders, models, opener.apply(models), Objects.requireNonNull(background));
      open(Objects.requireNonNull(stage));
      instance.opened();
    } catch (RuntimeException | Error e) { // a process without a window would stay for ever
      release();
      refused(e);
    }
  }

  /** There will be no window. */
  private void refused(Throwable failure) {
    LOG.debug("not started", failure);
    Alert alert =
        new Alert(
            Alert.AlertType.ERROR,
            FailureSentence.of(failure, Appearance.SYSTEM.locale(Locale.getDefault())),
            ButtonType.CLOSE);
    alert.setHeaderText(null);
    alert.showAndWait();
    Platform.exit();
  }

  private void open(Stage primary) {
    for (int size : new int[] {16, 32, 64, 128, 256}) {
      var icon = PixdeltaApplication.class.getResourceAsStream("icons/pixdelta-" + size + ".png");
      if (icon != null) {
        primary.getIcons().add(new Image(icon));
      }
    }
    Scene scene =
        new Scene(new StackPane(), WindowBounds.FIRST.width(), WindowBounds.FIRST.height());
    primary.setScene(scene);
    place(primary);
    WindowContents window =
        new WindowContents(
            primary, services(), FileDialogs.OF_DESKTOP, getHostServices()::showDocument);
    contents = window;
    primary.setOnHidden(e -> Platform.exit());
    primary.setOnCloseRequest(
        e -> {
          if (!window.window().mayClose()) {
            e.consume();
          }
        });
    primary.show();
    window.window().opened();
  }

  /**
   * Another start asked for the window; called on a thread of the instance's. Returns when the
   * window is in front.
   *
   * @throws IllegalStateException if it hangs, which the other start is to know
   */
  private void raise() {
    CompletableFuture<Boolean> raised = new CompletableFuture<>();
    Platform.runLater(
        () -> {
          Stage primary = Objects.requireNonNull(stage);
          primary.setIconified(false);
          primary.toFront();
          primary.requestFocus();
          raised.complete(true);
        });
    try {
      boolean unused = raised.get(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the window hangs", e);
    }
  }

  private WindowBounds kept() {
    return services().session().get(WindowBounds.SECTION, WindowBounds.class, WindowBounds.FIRST);
  }

  /** Where the window is; of one that fills the screen, where it was before. */
  private WindowBounds bounds(Stage primary) {
    if (primary.isMaximized() || primary.isFullScreen()) {
      WindowBounds before = kept();
      return new WindowBounds(
          before.x(), before.y(), before.width(), before.height(), primary.isMaximized());
    }
    return new WindowBounds(
        primary.getX(), primary.getY(), primary.getWidth(), primary.getHeight(), false);
  }

  private void place(Stage primary) {
    WindowBounds.Fitted fitted = kept().on(screens());
    primary.setMinWidth(Math.min(900, fitted.screen().getWidth()));
    primary.setMinHeight(Math.min(600, fitted.screen().getHeight()));
    WindowBounds bounds = fitted.bounds();
    primary.setX(bounds.x());
    primary.setY(bounds.y());
    primary.setWidth(bounds.width());
    primary.setHeight(bounds.height());
    primary.setMaximized(bounds.maximized());
    keepTitleBar(primary, fitted);
  }

  /**
   * A window manager may move a window when it puts a frame around it, in the first seconds. Where
   * that lifts the title bar above the screen, out of reach, the window is put back.
   */
  private static void keepTitleBar(Stage primary, WindowBounds.Fitted fitted) {
    ChangeListener<Number> moved =
        (observed, before, y) -> {
          if (y.doubleValue() < fitted.screen().getMinY() && !primary.isMaximized()) {
            Platform.runLater(
                () -> {
                  primary.setX(fitted.bounds().x());
                  primary.setY(fitted.bounds().y());
                });
          }
        };
    primary.yProperty().addListener(moved);
    PauseTransition settling = new PauseTransition(Duration.seconds(5));
    settling.setOnFinished(e -> primary.yProperty().removeListener(moved));
    settling.play();
  }

  /** What windows may use of each screen, the primary one first. */
  private static List<Rectangle2D> screens() {
    return Stream.concat(Stream.of(Screen.getPrimary()), Screen.getScreens().stream())
        .map(Screen::getVisualBounds)
        .toList();
  }

  private Services services() {
    return Objects.requireNonNull(services);
  }

  @Override
  public void stop() {
    if (instance != null) {
      instance.ending();
    }
    if (services != null && contents != null) {
      services.session().put(WindowBounds.SECTION, bounds(Objects.requireNonNull(stage)));
    }
    release();
    if (background != null) {
      background.close(); // a start that still waits for another process
    }
  }

  /** Closes all that another process may open next, and then gives it the data folder. */
  private void release() {
    if (contents != null) {
      contents.close();
      services = contents.services();
      contents = null;
    }
    if (services != null) {
      services.close();
      services = null;
    }
    if (instance != null) {
      instance.close();
      instance = null;
    }
  }
}
