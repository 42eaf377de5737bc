package dev.pixdelta.gui;

import dev.pixdelta.gui.shell.Appearance;
import dev.pixdelta.gui.shell.Background;
import dev.pixdelta.gui.shell.Workspace;
import dev.pixdelta.hub.Folders;
import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.studio.ModelOpener;
import dev.pixdelta.testing.FxThread;
import dev.pixdelta.testing.TestEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;

/** The real window on the headless platform, with folders of its own and the model in the box. */
final class TestWindow implements AutoCloseable {
  private final Folders folders;
  private final Services services;
  private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
  private final Stage stage;
  private final MainWindow window;

  /**
   * @param home where data, cache and pictures lie; may hold those of an earlier window
   * @param opener opens models
   */
  TestWindow(Path home, ModelOpener opener, Appearance appearance) {
    FxThread.start();
    folders = new Folders(home.resolve("data"), home.resolve("cache"), home.resolve("pictures"));
    try {
      Files.createDirectories(folders.cache());
      if (Files.notExists(folders.cache().resolve("engine"))) {
        TestEngine.link(folders.cache());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ModelLocator models =
        new ModelLocator(
            List.of(
                new ModelLocator.Root(Path.of("models"), ModelLocator.Source.INSTALLATION),
                new ModelLocator.Root(home.resolve("models"), ModelLocator.Source.DATA)));
    services = Services.open(folders, models, opener, Background.threads(failures::add));
    services.session().put(Appearance.SECTION, appearance);
    stage = FxThread.ask(Stage::new);
    window = FxThread.ask(() -> new MainWindow(stage, services, location -> {}));
    FxThread.run(
        () -> {
          Scene scene = new Scene(window.root(), 980, 900);
          Look.sheets(scene);
          Look.apply(appearance.theme(), scene);
          stage.setScene(scene);
          stage.show();
        });
    FxThread.waitFor(
        "the models to be found", () -> ((ComboBox<?>) find("#model")).getValue() != null);
  }

  /** The window's scene. */
  Scene scene() {
    return stage.getScene();
  }

  Services services() {
    return services;
  }

  MainWindow window() {
    return window;
  }

  Workspace workspace() {
    return window.workspace();
  }

  /** Sets the number of pictures; on the JavaFX thread. */
  @SuppressWarnings("unchecked")
  void count(int pictures) {
    ((Spinner<Integer>) find("#count")).getValueFactory().setValue(pictures);
  }

  /** What stands in a text field. */
  String text(String selector) {
    return FxThread.ask(
        () ->
            find(selector) instanceof Spinner<?> spinner
                ? spinner.getEditor().getText()
                : ((TextInputControl) find(selector)).getText());
  }

  /** Waits until a text that holds {@code part} can be read. */
  void waitForText(String what, String part) {
    FxThread.waitFor(what, () -> texts().stream().anyMatch(t -> t.contains(part)));
  }

  /** What failed in the background and nobody handled. */
  List<Throwable> failures() {
    return failures;
  }

  private Node find(String selector) {
    Node found = window.root().lookup(selector);
    if (found == null) {
      throw new AssertionError("nothing is " + selector);
    }
    return found;
  }

  /** Types into a text field, key by key, behind what is there. */
  void type(String selector, String text) {
    FxThread.run(
        () -> {
          TextInputControl field = (TextInputControl) find(selector);
          field.requestFocus();
          field.end();
          text.chars()
              .forEach(
                  c ->
                      Event.fireEvent(
                          field,
                          new KeyEvent(
                              KeyEvent.KEY_TYPED,
                              Character.toString(c),
                              "",
                              KeyCode.UNDEFINED,
                              false,
                              false,
                              false,
                              false)));
        });
  }

  /** Presses a key with Ctrl (Command on a Mac) where the focus is. */
  void shortcut(KeyCode code) {
    boolean mac = System.getProperty("os.name", "").startsWith("Mac");
    press(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, !mac, false, mac));
  }

  void press(KeyEvent event) {
    FxThread.run(
        () -> {
          Node owner = stage.getScene().getFocusOwner();
          Event.fireEvent(owner == null ? window.root() : owner, event);
        });
  }

  boolean canClick(String selector) {
    return FxThread.ask(() -> !find(selector).isDisabled());
  }

  void click(String selector) {
    FxThread.run(() -> ((ButtonBase) find(selector)).fire());
  }

  /** All texts that can be read on the page that is shown. */
  List<String> texts() {
    return FxThread.ask(
        () ->
            window.root().lookupAll("*").stream()
                .filter(Labeled.class::isInstance)
                .map(n -> String.valueOf(((Labeled) n).getText()))
                .filter(t -> !t.isBlank())
                .toList());
  }

  /** The picture files that are there. */
  List<Path> pictures() {
    if (!Files.isDirectory(folders.pictures())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folders.pictures())) {
      return files.filter(f -> f.toString().endsWith(".png")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closes as the program does: what is unfinished stays in the queue. */
  @Override
  public void close() {
    FxThread.run(
        () -> {
          window.close();
          stage.close();
        });
    services.close();
  }
}
