package dev.pixdelta.gui;

import dev.pixdelta.gui.shell.Action;
import dev.pixdelta.gui.shell.Appearance;
import dev.pixdelta.gui.shell.Background;
import dev.pixdelta.gui.shell.Page;
import dev.pixdelta.gui.shell.Workspace;
import dev.pixdelta.hub.Folders;
import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.studio.ModelOpener;
import dev.pixdelta.studio.gallery.Trash;
import dev.pixdelta.testing.FxThread;
import dev.pixdelta.testing.TestEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.DialogPane;
import javafx.scene.control.Labeled;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/** The real window on the headless platform, with folders of its own and the model in the box. */
final class TestWindow implements AutoCloseable {
  private final Folders folders;
  private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
  private final Stage stage;
  private final TestDialogs dialogs = new TestDialogs();
  private final List<String> located = new CopyOnWriteArrayList<>();
  private final WindowContents contents;

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
    Services services =
        Services.open(
            folders,
            models,
            opener,
            Trash.at(home.resolve("bin")),
            Background.threads(failures::add));
    services.session().put(Appearance.SECTION, appearance);
    stage = FxThread.ask(Stage::new);
    contents =
        FxThread.ask(
            () -> {
              stage.setScene(new Scene(new StackPane(), 980, 900));
              WindowContents made = new WindowContents(stage, services, dialogs, located::add);
              stage.show();
              return made;
            });
    FxThread.waitFor(
        "the models to be found", () -> ((ComboBox<?>) find("#model")).getValue() != null);
  }

  Services services() {
    return contents.services();
  }

  MainWindow window() {
    return contents.window();
  }

  Workspace workspace() {
    return window().workspace();
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

  Stage stage() {
    return stage;
  }

  /** The dialogs for files, which answer what the test says. */
  TestDialogs dialogs() {
    return dialogs;
  }

  /** The URIs that the desktop was asked to open. */
  List<String> located() {
    return located;
  }

  /** What failed in the background and nobody handled. */
  List<Throwable> failures() {
    return failures;
  }

  /** A node of the page that is shown. */
  <N extends Node> N node(String selector, Class<N> kind) {
    return FxThread.ask(() -> kind.cast(find(selector)));
  }

  /** Brings a page to the front, laid out. */
  void show(Page page) {
    FxThread.run(
        () -> {
          window().show(page);
          window().root().applyCss();
          window().root().layout();
        });
  }

  private Node find(String selector) {
    Node found = window().root().lookup(selector);
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

  /** Presses a key alone where the focus is. */
  void key(KeyCode code) {
    press(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
  }

  void press(KeyEvent event) {
    FxThread.run(
        () -> {
          Node owner = stage.getScene().getFocusOwner();
          Event.fireEvent(owner == null ? window().root() : owner, event);
        });
  }

  boolean canClick(String selector) {
    return FxThread.ask(() -> !find(selector).isDisabled());
  }

  void click(String selector) {
    FxThread.run(() -> ((ButtonBase) find(selector)).fire());
  }

  /** The action of a page, or with null of everywhere, that has a name. */
  Action action(@Nullable Page page, String name) {
    return FxThread.ask(
        () ->
            window().actions().groups().stream()
                .filter(g -> g.page() == page)
                .flatMap(g -> g.actions().stream())
                .filter(a -> a.text().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no action " + name)));
  }

  boolean isOff(@Nullable Page page, String action) {
    return FxThread.ask(() -> action(page, action).disabledProperty().get());
  }

  /** Waits for a dialog of a title. */
  DialogPane waitForDialog(String title) {
    FxThread.waitFor("the dialog " + title, () -> dialog(title) != null);
    return Objects.requireNonNull(FxThread.ask(() -> dialog(title)));
  }

  private static @Nullable DialogPane dialog(String title) {
    return Window.getWindows().stream()
        .filter(w -> w instanceof Stage s && title.equals(s.getTitle()))
        .map(w -> w.getScene().getRoot())
        .filter(DialogPane.class::isInstance)
        .map(DialogPane.class::cast)
        .findFirst()
        .orElse(null);
  }

  /** All texts that can be read on the page that is shown. */
  List<String> texts() {
    return texts(window().root());
  }

  /** All texts that can be read in a node. */
  static List<String> texts(Node in) {
    return FxThread.ask(
        () ->
            in.lookupAll("*").stream()
                .map(
                    n ->
                        switch (n) {
                          case Labeled l -> String.valueOf(l.getText());
                          case Text t -> t.getText();
                          default -> "";
                        })
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
          contents.close();
          stage.close();
        });
    services().close();
  }
}
