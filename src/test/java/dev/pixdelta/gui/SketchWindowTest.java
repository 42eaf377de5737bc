package dev.pixdelta.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.gui.shell.Appearance;
import dev.pixdelta.gui.shell.Page;
import dev.pixdelta.gui.shell.SketchBook;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.ModelOpener;
import dev.pixdelta.studio.control.GreyPicture;
import dev.pixdelta.studio.picture.PictureReader;
import dev.pixdelta.studio.sketch.Pen;
import dev.pixdelta.studio.sketch.Sketch;
import dev.pixdelta.studio.sketch.Stroke;
import dev.pixdelta.studio.sketch.Symmetry;
import dev.pixdelta.testing.FxThread;
import dev.pixdelta.testing.Golden;
import dev.pixdelta.testing.MapLikeness;
import dev.pixdelta.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real window with a tiny model that has control weights of its own. */
final class SketchWindowTest {
  private final Path home;

  SketchWindowTest(@TempDir Path home) throws IOException {
    this.home = home;
    Path golden = Golden.ROOT.resolve("models");
    Files.createDirectories(home.resolve("models"));
    Path model = TinyModel.copy(golden.resolve("tiny-lcm"), home.resolve("models/tiny"));
    var unused = TinyModel.copy(golden.resolve("tiny-control"), model.resolve("controlnet"));
  }

  private static Sketch heart(Sketch blank) {
    Size size = blank.size();
    Stroke stroke = new Stroke(blank, new Pen(24, 0, 0.2, 255, false, Symmetry.NONE));
    double unit = size.height() / 48.0;
    for (int i = 0; i <= 200; i++) {
      double t = 2 * Math.PI * i / 200;
      double y = 13 * Math.cos(t) - 5 * Math.cos(2 * t) - 2 * Math.cos(3 * t) - Math.cos(4 * t);
      var unused =
          stroke.to(
              size.width() / 2.0 + unit * 16 * Math.pow(Math.sin(t), 3),
              size.height() / 2.0 - unit * y,
              8 * i);
    }
    var unused = stroke.finish();
    return stroke.sketch();
  }

  @Test
  void aHeartSteersAPictureAndComesBackFromItWhenItIsDropped() {
    Appearance english = new Appearance(Appearance.Theme.LIGHT, Appearance.Language.ENGLISH);
    try (TestWindow window = new TestWindow(home, ModelOpener.PIXART, english)) {
      SketchBook book = window.services().sketch();
      FxThread.run(() -> window.workspace().useModel("tiny"));
      FxThread.run(() -> window.window().show(Page.SKETCH));
      FxThread.run(() -> book.put(heart(book.seen())));
      GreyPicture drawn = FxThread.ask(book::seen).map();
      FxThread.run(() -> window.workspace().useSketch());
      FxThread.waitFor(
          "the sketch to steer", () -> !window.workspace().draft().controls().isEmpty());
      window.type("#prompt", "a heart");
      window.shortcut(KeyCode.ENTER);
      FxThread.waitFor("the picture", () -> !window.pictures().isEmpty());
      Path picture = window.pictures().getFirst();
      var found = Objects.requireNonNull(PictureReader.read(picture).found());
      assertEquals("scribble", found.parameters().controls().getFirst().type());
      assertTrue(found.parameters().controls().getFirst().sketch());
      FxThread.run(() -> book.put(Sketch.blank(book.seen().size(), Sketch.Mode.LINES)));
      FxThread.run(() -> window.workspace().restore(picture));
      FxThread.waitFor("the sketch", () -> !book.seen().isBlank());
      double likeness = MapLikeness.of(drawn, FxThread.ask(book::seen).map());
      assertTrue(likeness >= 0.95, "likeness " + likeness);
      FxThread.run(book::undo);
      assertTrue(FxThread.ask(book::seen).isBlank(), "what it replaced is one step back");
      assertEquals(List.of(), window.failures());
    }
  }
}
