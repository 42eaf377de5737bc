package dev.pixdelta.gui.sketch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.gui.shell.KnownControls;
import dev.pixdelta.gui.shell.Page;
import dev.pixdelta.gui.shell.SketchBook;
import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.pipeline.ControlType;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.control.ControlMap;
import dev.pixdelta.studio.control.ControlSettings;
import dev.pixdelta.studio.control.GreyPicture;
import dev.pixdelta.studio.picture.Output;
import dev.pixdelta.studio.sketch.OpenRasterFile;
import dev.pixdelta.studio.sketch.Sketch;
import dev.pixdelta.testing.Eventually;
import dev.pixdelta.testing.FakePipeline;
import dev.pixdelta.testing.FxThread;
import dev.pixdelta.testing.MapLikeness;
import dev.pixdelta.testing.NoWorkspace;
import dev.pixdelta.testing.TestShell;
import dev.pixdelta.torch.DeviceChoice;
import dev.pixdelta.torch.PrecisionChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import javafx.event.Event;
import javafx.geometry.Point2D;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as a hand uses it: a heart is drawn, taken back, kept, and followed by pictures. */
final class SketchPageTest {
  private final Path folder;
  private final TestShell shell;
  private final Path weights;
  private SketchCanvas canvas;

  SketchPageTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    Path models = Files.createDirectories(folder.resolve("models"));
    Files.createDirectories(models.resolve("one"));
    weights = Files.createFile(folder.resolve("lines.safetensors"));
    GenerationSettings draft =
        new GenerationSettings(
            "one",
            DeviceChoice.AUTO,
            PrecisionChoice.AUTO,
            "a heart",
            "",
            null,
            new Size(64, 64),
            null,
            2,
            null,
            7,
            1,
            1,
            Output.in(folder.resolve("pictures")),
            List.of());
    shell =
        new TestShell(
            folder,
            new ModelLocator(List.of(new ModelLocator.Root(models, ModelLocator.Source.DATA))),
            (model, options) -> new FakePipeline(model, Duration.ofMillis(5), -1),
            Locale.ENGLISH,
            new NoWorkspace() {
              @Override
              public GenerationSettings draft() {
                return draft;
              }
            });
    shell.show(SketchPage::new, Page.SKETCH, 1100, 700);
    canvas = (SketchCanvas) shell.node("sketch-canvas");
    FxThread.run(() -> canvas.getScene().getRoot().layout());
  }

  @AfterEach
  void close() {
    shell.close();
    assertEquals(List.of(), shell.failures());
  }

  private SketchBook book() {
    return shell.shell().sketch();
  }

  private void mouse(
      javafx.event.EventType<MouseEvent> kind, MouseButton button, double x, double y) {
    FxThread.run(
        () -> {
          Point2D p = canvas.localToScene(canvas.toCanvas(x, y));
          boolean down = kind != MouseEvent.MOUSE_RELEASED;
          Event.fireEvent(
              canvas,
              new MouseEvent(
                  kind, p.getX(), p.getY(), p.getX(), p.getY(), button, 1, false, false, false,
                  false, down, false, false, false, false, false, null));
        });
  }

  private static double heartX(double t) {
    return 512 + 22 * 16 * Math.pow(Math.sin(t), 3);
  }

  private static double heartY(double t) {
    return 480
        - 22 * (13 * Math.cos(t) - 5 * Math.cos(2 * t) - 2 * Math.cos(3 * t) - Math.cos(4 * t));
  }

  /** One half of the heart, in as many moves as a hand makes. */
  private void drawHalf(double from) {
    mouse(MouseEvent.MOUSE_PRESSED, MouseButton.PRIMARY, heartX(from), heartY(from));
    for (int i = 1; i <= 60; i++) {
      double t = from + Math.PI * i / 60;
      mouse(MouseEvent.MOUSE_DRAGGED, MouseButton.PRIMARY, heartX(t), heartY(t));
    }
    double end = from + Math.PI;
    mouse(MouseEvent.MOUSE_RELEASED, MouseButton.PRIMARY, heartX(end), heartY(end));
  }

  private void drawHeart() {
    drawHalf(0);
    drawHalf(Math.PI);
  }

  @Test
  void aHeartIsDrawnTakenBackAndDrawnAgain() {
    drawHeart();
    Sketch heart = FxThread.ask(book()::seen);
    GreyPicture map = heart.map();
    for (double t = 0; t < 2 * Math.PI; t += 0.1) {
      int x = (int) heartX(t);
      int y = (int) heartY(t);
      assertTrue(near(map, x, y, 16), "the line passes " + x + ", " + y);
    }
    assertEquals(0, map.values()[480 * 1024 + 512], "the heart is empty");
    shell.press(canvas, KeyCode.Z, true, false);
    GreyPicture half = FxThread.ask(book()::seen).map();
    assertFalse(near(half, (int) heartX(4.7), (int) heartY(4.7), 16), "the second half is gone");
    assertTrue(near(half, (int) heartX(1.5), (int) heartY(1.5), 16), "the first one stays");
    FxThread.run(book()::redo);
    assertArrayEquals(map.values(), FxThread.ask(book()::seen).map().values());
  }

  private static boolean near(GreyPicture map, int x, int y, int reach) {
    for (int dy = -reach; dy <= reach; dy++) {
      for (int dx = -reach; dx <= reach; dx++) {
        if (map.values()[(y + dy) * 1024 + x + dx] > 0.5) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void soonAfterAStrokeACrashLosesNothing() {
    drawHeart();
    GreyPicture drawn = FxThread.ask(book()::seen).map();
    Path file = folder.resolve("data/sketch.ora");
    // Nobody says goodbye: what is saved is all there is.
    Eventually.until(
        "the drawing on the disk",
        () ->
            Files.exists(file)
                && Arrays.equals(drawn.values(), OpenRasterFile.read(file).map().values()));
  }

  private GenerationSettings draftWithDrawing() {
    ControlSettings drawing = ControlSettings.drawing(ControlType.SCRIBBLE);
    return shell.shell().workspace().draft().withControls(List.of(drawing));
  }

  /** The file that a job would get now, made on this thread. */
  private Path kept() throws Exception {
    GenerationSettings draft = draftWithDrawing();
    return FxThread.ask(() -> book().kept(draft)).call().controls().getFirst().file();
  }

  @Test
  void aJobHasTheDrawingAsItWasAndNothingIsWrittenOnTheWindowsThread() throws Exception {
    drawHeart();
    GreyPicture drawn = FxThread.ask(book()::seen).map();
    GenerationSettings draft = draftWithDrawing();
    Path controls = folder.resolve("data/controls");
    Callable<GenerationSettings> settings = FxThread.ask(() -> book().kept(draft));
    FxThread.run(() -> book().put(Sketch.blank(new Size(64, 64), Sketch.Mode.LINES)));
    assertFalse(Files.exists(controls), "not yet");
    Path file = settings.call().controls().getFirst().file();
    assertEquals(controls, file.getParent());
    GreyPicture kept = ControlMap.read(file, ControlType.MAP, false).photo();
    assertArrayEquals(drawn.rgb().rgb(), kept.rgb().rgb());
    GenerationSettings plain = draft.withControls(List.of());
    assertSame(plain, FxThread.ask(() -> book().kept(plain)).call());
  }

  @Test
  void theDrawingThatAJobKeepsComesBackAsStrokes() throws Exception {
    drawHeart();
    GreyPicture drawn = FxThread.ask(book()::seen).map();
    Path kept = kept();
    assertEquals(kept, kept(), "kept once");
    Sketch back = SketchBook.of(kept, Sketch.Mode.LINES);
    assertTrue(
        MapLikeness.of(drawn, back.map()) >= 0.99, "likeness " + MapLikeness.of(drawn, back.map()));
  }

  @Test
  void picturesFollowTheHandWhileLiveIsOnAndStopWithIt() {
    FxThread.run(
        () -> shell.shell().session().put(KnownControls.SECTION, KnownControls.NONE.with(weights)));
    ToggleButton live = (ToggleButton) shell.node("live");
    FxThread.run(live::fire);
    drawHalf(0);
    FxThread.waitFor("the latency", () -> shell.text("live-state").contains("ms from"));
    FxThread.run(live::fire);
    FxThread.waitFor("live is off", () -> shell.text("live-state").equals("Live is off."));
    assertFalse(Files.exists(folder.resolve("pictures")), "nothing is saved");
  }

  @Test
  void aModelWithoutControlWeightsIsSaidToHaveNone() {
    FxThread.waitFor(
        "the sentence", () -> shell.text("live-weights").startsWith("one has no control weights"));
  }
}
