package dev.pixdelta.gui;

import dev.pixdelta.gui.shell.Page;
import dev.pixdelta.gui.shell.SketchBook;
import dev.pixdelta.studio.sketch.Fill;
import dev.pixdelta.studio.sketch.Sketch;
import dev.pixdelta.testing.FxThread;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import javafx.scene.control.Slider;
import javafx.scene.image.WritableImage;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.Region;

/** What can be done on the page Sketch. */
final class SketchExpectations {
  private SketchExpectations() {}

  static void add(Expectations e, Path home) {
    e.group("Sketch");
    SketchBook book = e.window.services().sketch();
    Supplier<Object> sketch = () -> FxThread.ask(book::seen);
    Runnable page = () -> e.show(Page.SKETCH);
    Runnable draw =
        () -> {
          page.run();
          e.fx(() -> book.put(drawn(book.seen())));
        };
    e.expect("Undo", draw, sketch);
    e.expect("Redo", page, sketch);
    e.expect("Live", page, e::toggles);
    e.expect("New seed", page, e::seed);
    e.expect("Use in Generate", draw, e::page);
    e.expect("Clear the layer", draw, sketch);
    e.expect("New layer", page, sketch);
    e.expect(
        "Paste a picture as a layer",
        () -> {
          page.run();
          ClipboardContent content = new ClipboardContent();
          content.putImage(new WritableImage(8, 8));
          e.fx(() -> Clipboard.getSystemClipboard().setContent(content));
        },
        sketch);
    Path saved = home.resolve("saved.ora");
    e.expect(
        "Save the sketch as …",
        () -> {
          draw.run();
          e.answer(saved);
        },
        () -> Files.exists(saved));
    e.expect(
        "Open a sketch …",
        () -> {
          page.run();
          e.answer(saved);
        },
        sketch);
    e.expect("Depth map", page, () -> FxThread.ask(() -> book.seen().mode()));
    for (String tool : new String[] {"Eraser", "Pen", "Line", "Rectangle", "Ellipse", "Fill"}) {
      e.expect(tool, page, e::toggles);
    }
    e.expect("Depth gradient from near to far", page, e::toggles);
    e.expect("Move, scale or turn the layer", page, e::toggles);
    e.expect("Mirror left and right", page, e::toggles);
    Supplier<Object> width =
        () -> FxThread.ask(() -> e.window.node("#pen-width", Slider.class).getValue());
    e.expect("Thinner pen", page, width);
    e.expect("Wider pen", page, width);
    e.expect("Zoom in", page, () -> zoom(e));
    e.expect("Zoom out", page, () -> zoom(e));
    e.expect(
        "Fit the sketch into the window",
        () -> {
          page.run();
          e.fx(() -> e.window.action(Page.SKETCH, "Zoom in").run());
        },
        () -> zoom(e));
  }

  /** The sketch with its layer filled anew. */
  private static Sketch drawn(Sketch now) {
    return Fill.at(now.cleared(), 5, 5, 255, 0);
  }

  private static Object zoom(Expectations e) {
    return FxThread.ask(
        () -> {
          Region canvas = e.window.node("#sketch-canvas", Region.class);
          canvas.layout();
          return canvas.getChildrenUnmodifiable().stream()
              .mapToDouble(n -> n.getLayoutBounds().getWidth())
              .max()
              .orElse(0);
        });
  }
}
