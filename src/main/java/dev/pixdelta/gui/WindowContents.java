package dev.pixdelta.gui;

import dev.pixdelta.gui.shell.Appearance;
import dev.pixdelta.gui.shell.FileDialogs;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.gui.shell.OutputChoice;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.stage.Stage;
import javafx.util.Subscription;

/**
 * What a stage shows, as the session says. Another theme changes colours and nothing else; another
 * language or pictures folder has all pages made anew, each as it was left. JavaFX thread only.
 */
final class WindowContents implements AutoCloseable {
  private final Stage stage;
  private final FileDialogs dialogs;
  private final Consumer<String> openLocation;
  private final Subscription system;
  private Services services;
  private Appearance appearance;
  private Path folder;
  private MainWindow window;
  private boolean closed;

  /**
   * Fills a stage that has a scene.
   *
   * @param services closed by whoever closes this
   * @param openLocation opens a URI with the system's program for it
   */
  WindowContents(
      Stage stage, Services services, FileDialogs dialogs, Consumer<String> openLocation) {
    this.stage = stage;
    this.services = services;
    this.dialogs = dialogs;
    this.openLocation = openLocation;
    appearance = Appearance.of(services.session());
    folder = picturesFolder();
    Look.sheets(stage.getScene());
    window = make();
    services.session().listen(section -> Platform.runLater(() -> follow(section)));
    system = Platform.getPreferences().colorSchemeProperty().subscribe(this::look);
  }

  MainWindow window() {
    return window;
  }

  /** With the gallery of the folder that is shown. */
  Services services() {
    return services;
  }

  private Path picturesFolder() {
    return OutputChoice.of(services.session()).folder(services.folders());
  }

  private Locale language() {
    return appearance.locale(Locale.getDefault());
  }

  private void look() {
    Look.apply(appearance.theme(), stage.getScene());
  }

  private void follow(String section) {
    if (closed) {
      return;
    }
    if (section.equals(Appearance.SECTION)) {
      Locale before = language();
      appearance = Appearance.of(services.session());
      look();
      if (!language().equals(before)) {
        remake();
      }
    } else if (section.equals(OutputChoice.SECTION) && !picturesFolder().equals(folder)) {
      folder = picturesFolder();
      services = services.withGalleryOfSession();
      remake();
    }
  }

  private MainWindow make() {
    MainWindow made = new MainWindow(stage, services, dialogs, openLocation);
    stage.getScene().setRoot(made.root());
    stage.setTitle(Messages.of(WindowContents.class, language()).get("title"));
    look();
    return made;
  }

  private void remake() {
    MainWindow before = window;
    MainWindow.Left left = before.leave();
    before.close();
    window = make();
    window.restore(before, left);
  }

  @Override
  public void close() {
    closed = true;
    system.unsubscribe();
    window.close();
  }
}
