package dev.pixdelta.gui;

import dev.pixdelta.gui.shell.Page;
import dev.pixdelta.studio.gallery.GalleryPicture;
import dev.pixdelta.testing.FxThread;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.control.Slider;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;

/** What can be done on the page Gallery, in its viewer and in its comparison. */
final class GalleryExpectations {
  private final Expectations e;
  private final Path exported;

  private GalleryExpectations(Expectations e, Path home) {
    this.e = e;
    exported = home.resolve("exported");
  }

  static void add(Expectations e, Path home) throws IOException {
    GalleryExpectations gallery = new GalleryExpectations(e, home);
    Files.createDirectories(gallery.exported);
    gallery.page();
    gallery.viewer();
    gallery.comparison();
  }

  /** The gallery with so many of its pictures selected. */
  private void select(int pictures) {
    e.show(Page.GALLERY);
    e.fx(() -> e.window.node(".picture-grid", Node.class).requestFocus());
    FxThread.waitFor("pictures", () -> !e.text(".selection-bar .label").startsWith("No"));
    e.key(KeyCode.HOME);
    for (int i = 1; i < pictures; i++) {
      e.window.press(
          new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.RIGHT, true, false, false, false));
    }
    FxThread.waitFor(
        pictures + " selected",
        () -> e.text(".selection-bar .label").equals(pictures + " selected"));
  }

  /** What the actions on pictures change, which the page and the viewer share. */
  private void ofPictures(Runnable prepare) {
    e.expect("Star", prepare, () -> e.gallery().stream().filter(GalleryPicture::starred).count());
    e.expect(
        "Use these settings",
        () -> {
          e.fx(() -> e.window.workspace().prompt().set("something else"));
          prepare.run();
        },
        e::prompt);
    e.expect(
        "Use this seed",
        () -> {
          e.fx(() -> e.window.workspace().useSeed(1));
          prepare.run();
        },
        e::seed);
    e.expect("Vary with 4 new seeds", prepare, () -> e.jobs().size());
    Runnable empty =
        () -> {
          e.emptyClipboard();
          prepare.run();
        };
    e.expect("Copy picture", empty, e::clipboard);
    e.expect("Copy prompt", empty, e::clipboard);
    e.expect("Move to folder …", prepare, e::windows);
    e.expect(
        "Export copies …",
        () -> {
          prepare.run();
          e.answer(exported);
        },
        () -> count(exported));
    e.expect("Show in folder", prepare, e::located);
    e.expect("Move to the bin", prepare, () -> e.gallery().size());
    e.expect("Undo", prepare, () -> e.gallery().size());
  }

  private static long count(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    } catch (IOException ex) {
      throw new UncheckedIOException(ex);
    }
  }

  private void page() {
    e.group("Gallery");
    Runnable one = () -> select(1);
    e.expect("View", one, e::overlaid);
    ofPictures(one);
    e.expect("Compare", () -> select(2), e::overlaid);
    Supplier<Object> bar = () -> e.text(".selection-bar .label");
    e.expect("Select all", one, bar);
    e.expect("Select none", one, bar);
    e.expect("Search", one, e::focus);
    e.expect("New folder …", one, e::windows);
    e.expect(
        "Rename folder …",
        () -> {
          one.run();
          e.fx(
              () ->
                  e.window
                      .node(".folder-list .list-view", ListView.class)
                      .getSelectionModel()
                      .select(1));
        },
        e::windows);
    Supplier<Object> size =
        () -> FxThread.ask(() -> e.window.node(".filter-bar .slider", Slider.class).getValue());
    e.expect("Larger thumbnails", one, size);
    e.expect("Smaller thumbnails", one, size);
  }

  /** The viewer on the second of a few pictures, which is loaded. */
  private void view() {
    e.show(Page.QUEUE);
    List<Path> files = e.gallery().stream().limit(4).map(GalleryPicture::file).toList();
    e.fx(() -> e.window.workspace().view(files, 1));
    FxThread.waitFor("the picture", () -> e.overlaid() && !e.text(".zoom-percent").equals("100 %"));
  }

  private void viewer() {
    e.group("Viewer");
    Supplier<Object> place = () -> e.text(".viewer-bar .text-muted");
    e.expect("Next picture", this::view, place);
    e.expect("Previous picture", this::view, place);
    e.expect("Close", this::view, e::overlaid);
    e.expect(
        "Details", this::view, () -> FxThread.ask(() -> e.overlay().lookup(".details") != null));
    zooming(this::view);
    ofPictures(this::view);
    e.expect(
        "Copy details as text",
        () -> {
          e.emptyClipboard();
          view();
        },
        e::clipboard);
  }

  private void zooming(Runnable prepare) {
    e.expect("Full screen", prepare, () -> FxThread.ask(() -> e.window.stage().isFullScreen()));
    Supplier<Object> percent = () -> e.text(".zoom-percent");
    e.expect("Zoom in", prepare, percent);
    e.expect("Zoom out", prepare, percent);
    e.expect("Actual size", prepare, percent);
    e.expect(
        "Fit to window",
        () -> {
          prepare.run();
          e.key(KeyCode.PLUS);
        },
        percent);
    e.expect("Checkered background", prepare, () -> e.pixels(e::overlay));
  }

  private void compare() {
    select(2);
    e.fx(() -> e.window.action(Page.GALLERY, "Compare").run());
    FxThread.waitFor(
        "the pictures", () -> e.overlaid() && !e.text(".zoom-percent").equals("100 %"));
  }

  private void comparison() {
    e.group("Compare");
    e.expect("Close", this::compare, e::overlaid);
    Supplier<Object> divider =
        () ->
            FxThread.ask(
                () -> {
                  Region found = (Region) e.overlay().lookup(".wipe-divider");
                  found.getParent().layout();
                  return found.getLayoutX() + " " + found.getOpacity();
                });
    e.expect("Move divider left", this::compare, divider);
    e.expect("Move divider right", this::compare, divider);
    e.expect("Side by side", this::compare, divider);
    Supplier<Object> label = () -> e.text(".comparison .stage-note");
    e.expect(
        "Swap pictures",
        () -> {
          compare();
          FxThread.waitFor("what sets them apart", () -> !label.get().equals(""));
        },
        label);
    zooming(this::compare);
  }
}
