package dev.pixdelta.gui;

import dev.pixdelta.gui.shell.Page;
import dev.pixdelta.studio.gallery.GalleryPicture;
import dev.pixdelta.studio.gallery.GalleryQuery;
import dev.pixdelta.studio.queue.Job;
import dev.pixdelta.testing.FxThread;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.WritableImage;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;

/**
 * What each action of the window must change, by group and name; and the means to see it. All of it
 * is called on the test's thread.
 */
final class Expectations {
  /**
   * One of them.
   *
   * @param prepare makes a state in which the action can do something
   * @param seen what must be another after it, in the sense of {@code equals}
   */
  record Expectation(Runnable prepare, Supplier<Object> seen) {}

  final TestWindow window;
  private final Map<String, Expectation> all = new LinkedHashMap<>();
  private String group = "";

  Expectations(TestWindow window) {
    this.window = window;
  }

  /** All, by {@code group/action}, in the order in which they are tried. */
  Map<String, Expectation> all() {
    return all;
  }

  /** The group of those that follow. */
  void group(String title) {
    group = title;
  }

  void expect(String action, Runnable prepare, Supplier<Object> seen) {
    if (all.put(group + "/" + action, new Expectation(prepare, seen)) != null) {
      throw new IllegalArgumentException(action + " twice");
    }
  }

  void fx(Runnable work) {
    FxThread.run(work);
  }

  void show(Page page) {
    window.show(page);
  }

  Page page() {
    return FxThread.ask(() -> window.window().page());
  }

  /** Titles of the dialogs that are open, and how many menus are. */
  List<String> windows() {
    return FxThread.ask(
        () ->
            Window.getWindows().stream()
                .map(w -> w instanceof javafx.stage.Stage s ? String.valueOf(s.getTitle()) : "menu")
                .sorted()
                .toList());
  }

  /** What has the focus. */
  Object focus() {
    return FxThread.ask(() -> String.valueOf(window.stage().getScene().getFocusOwner()));
  }

  /** Which toggles of the page that is shown are on. */
  List<Boolean> toggles() {
    return FxThread.ask(
        () ->
            window.window().root().lookupAll(".toggle-button").stream()
                .map(ToggleButton.class::cast)
                .map(ToggleButton::isSelected)
                .toList());
  }

  Object clipboard() {
    return FxThread.ask(
        () -> {
          Clipboard board = Clipboard.getSystemClipboard();
          return List.of(board.hasImage(), board.getFiles(), String.valueOf(board.getString()));
        });
  }

  void emptyClipboard() {
    ClipboardContent nothing = new ClipboardContent();
    nothing.putString("");
    fx(() -> Clipboard.getSystemClipboard().setContent(nothing));
  }

  List<Job> jobs() {
    return window.services().queue().jobs();
  }

  /** Prompts and states of the jobs in their order. */
  List<String> queue() {
    return jobs().stream().map(j -> j.settings().prompt() + " " + j.state()).toList();
  }

  /** Adds a job with a prompt. */
  void add(String prompt) {
    fx(() -> window.workspace().prompt().set(prompt));
    window.services().queue().add(FxThread.ask(() -> window.workspace().settings()));
  }

  List<GalleryPicture> gallery() {
    return window.services().gallery().query(GalleryQuery.ALL);
  }

  /** The seed that the next picture would have. */
  long seed() {
    return FxThread.ask(() -> window.workspace().draft().seed());
  }

  String prompt() {
    return FxThread.ask(() -> window.workspace().prompt().get());
  }

  boolean overlaid() {
    return FxThread.ask(() -> overlay().isVisible());
  }

  Parent overlay() {
    return (Parent) window.window().root().lookup(".picture-overlay");
  }

  /** What a node looks like. */
  Object pixels(Supplier<? extends Node> node) {
    return FxThread.ask(
        () -> {
          WritableImage image = node.get().snapshot(null, null);
          int[] pixels = new int[(int) (image.getWidth() * image.getHeight())];
          image
              .getPixelReader()
              .getPixels(
                  0,
                  0,
                  (int) image.getWidth(),
                  (int) image.getHeight(),
                  javafx.scene.image.PixelFormat.getIntArgbInstance(),
                  pixels,
                  0,
                  (int) image.getWidth());
          return Arrays.hashCode(pixels);
        });
  }

  /** Text of the first label or field that a selector finds in the window. */
  String text(String selector) {
    return FxThread.ask(
        () -> {
          Node found = window.window().root().lookup(selector);
          return found instanceof javafx.scene.control.Labeled l
              ? l.getText()
              : window.text(selector);
        });
  }

  /** Presses a key where the focus is. */
  void key(KeyCode code) {
    window.key(code);
  }

  void answer(Path file) {
    window.dialogs().answer(file);
  }

  Object asked() {
    return window.dialogs().asked();
  }

  Object located() {
    return List.copyOf(window.located());
  }
}
