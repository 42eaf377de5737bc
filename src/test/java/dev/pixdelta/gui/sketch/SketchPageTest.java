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
import dev.pixdelta.pipeline.InvalidRequestException;
import dev.pixdelta.pipeline.Picture;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.control.ControlMap;
import dev.pixdelta.studio.control.ControlSettings;
import dev.pixdelta.studio.control.GreyPicture;
import dev.pixdelta.studio.picture.Output;
import dev.pixdelta.studio.picture.PictureFiles;
import dev.pixdelta.studio.sketch.Layer;
import dev.pixdelta.studio.sketch.OpenRasterFile;
import dev.pixdelta.studio.sketch.Placement;
import dev.pixdelta.studio.sketch.Sketch;
import dev.pixdelta.testing.Eventually;
import dev.pixdelta.testing.FakePipeline;
import dev.pixdelta.testing.FxThread;
import dev.pixdelta.testing.Golden;
import dev.pixdelta.testing.MapLikeness;
import dev.pixdelta.testing.NoWorkspace;
import dev.pixdelta.testing.TestShell;
import dev.pixdelta.testing.TinyModel;
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
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.event.Event;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.WritableImage;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.paint.Color;
import javafx.scene.shape.Line;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page as a hand uses it: a heart is drawn, taken back, kept, and followed by pictures. */
final class SketchPageTest {
  private final Path folder;
  private final TestShell shell;
  private final Path weights;
  private final StringProperty prompt = new SimpleStringProperty("a heart");
  private volatile @Nullable RuntimeException failure;
  private final SketchPage page;
  private SketchCanvas canvas;

  SketchPageTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    Path golden = Golden.ROOT.resolve("models");
    Path models = Files.createDirectories(folder.resolve("models"));
    var unused = TinyModel.copy(golden.resolve("tiny-lcm"), models.resolve("one"));
    weights = TinyModel.copy(golden.resolve("tiny-control"), folder.resolve("lines"));
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
            (model, options) -> {
              if (failure != null) {
                throw failure;
              }
              return new FakePipeline(model, Duration.ofMillis(5), -1);
            },
            Locale.ENGLISH,
            new NoWorkspace() {
              @Override
              public GenerationSettings draft() {
                return draft;
              }

              @Override
              public StringProperty prompt() {
                return prompt;
              }
            });
    page = shell.show(SketchPage::new, Page.SKETCH, 1100, 700);
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

  private ToggleButton live() {
    return (ToggleButton) shell.node("live");
  }

  private LivePane livePane() {
    return (LivePane) shell.node("live-picture").getParent();
  }

  /** The weights are there, and Live can be switched on. */
  private void steerable() {
    FxThread.run(
        () -> shell.shell().session().put(KnownControls.SECTION, KnownControls.NONE.with(weights)));
    FxThread.run(() -> livePane().useWeights(weights));
    FxThread.waitFor("the switch", () -> !live().isDisabled());
  }

  @Test
  void picturesFollowTheHandWhileLiveIsOnAndStopWithIt() {
    steerable();
    ToggleButton live = live();
    FxThread.run(live::fire);
    drawHalf(0);
    FxThread.waitFor("the latency", () -> shell.text("live-state").contains("ms from"));
    FxThread.run(live::fire);
    FxThread.waitFor("live is off", () -> shell.text("live-state").equals("Live is off."));
    assertFalse(Files.exists(folder.resolve("pictures")), "nothing is saved");
  }

  @Test
  void aModelThatNothingCanSteerSwitchesLiveOffAndSaysWhatToDo() {
    FxThread.waitFor("the reason", () -> shell.isVisible("live-reason"));
    assertTrue(shell.text("live-reason").startsWith("one has no control weights"));
    assertTrue(live().isDisabled());
    assertTrue(shell.node("use-sketch").isDisabled());
    assertTrue(shell.isVisible("choose-weights"));
    assertTrue(shell.text("live-still").contains("still draw"));
    shell.press(canvas, KeyCode.K, true, false);
    assertFalse(live().isSelected());
    drawHalf(0);
    assertFalse(FxThread.ask(book()::seen).isBlank(), "drawing is always possible");
    steerable();
    assertFalse(shell.isVisible("live-reason"));
    assertEquals("Control weights: lines", shell.text("live-weights"));
    assertFalse(shell.node("use-sketch").isDisabled());
  }

  @Test
  void weightsThatVanishSwitchLiveOff() throws IOException {
    steerable();
    FxThread.run(live()::fire);
    FxThread.waitFor("a picture", () -> shell.text("live-state").contains("ms from"));
    Path elsewhere = Files.move(weights, folder.resolve("elsewhere"));
    FxThread.run(page::shown);
    FxThread.waitFor("the reason", () -> shell.isVisible("live-reason"));
    assertFalse(live().isSelected());
    Files.move(elsewhere, weights);
    FxThread.run(page::shown);
    FxThread.waitFor("the switch", () -> !live().isDisabled());
  }

  @Test
  void linesAndDepthNeedWeightsOfTheirOwn() throws IOException {
    Files.writeString(weights.resolve("config.json"), "{\"map_types\": [\"softedge\"]}");
    steerable();
    shell.press(canvas, KeyCode.D, false, false);
    FxThread.waitFor("the reason", () -> shell.isVisible("live-reason"));
    assertTrue(live().isDisabled());
    Button other = (Button) shell.node("other-kind");
    FxThread.waitFor("the way out", other::isVisible);
    assertEquals("Draw lines instead", other.getText());
    FxThread.run(other::fire);
    FxThread.waitFor("the switch", () -> !live().isDisabled());
    assertEquals(Sketch.Mode.LINES, FxThread.ask(book()::seen).mode());
  }

  @Test
  void aFailureSwitchesLiveOffAndIsSaidOnce() {
    steerable();
    failure = new InvalidRequestException("The model was told to fail");
    FxThread.run(live()::fire);
    FxThread.waitFor("the sentence", () -> shell.isVisible("live-problem"));
    assertEquals("The model was told to fail", shell.text("live-problem"));
    assertFalse(live().isSelected());
    assertEquals("Live is off.", shell.text("live-state"));
    failure = null;
    FxThread.run(live()::fire);
    FxThread.waitFor("a picture", () -> shell.text("live-state").contains("ms from"));
    assertFalse(shell.isVisible("live-problem"));
  }

  @Test
  void liveWaitsForAPrompt() {
    steerable();
    FxThread.run(() -> prompt.set(" "));
    FxThread.run(live()::fire);
    drawHalf(0);
    assertEquals("Live is waiting for a prompt.", shell.text("live-state"));
    FxThread.run(() -> prompt.set("a heart"));
    FxThread.waitFor("a picture", () -> shell.text("live-state").contains("ms from"));
  }

  @Test
  void strokesNeverVanishOnAGuideOrAHiddenLayer() {
    Sketch start = FxThread.ask(book()::seen);
    Layer guide = Layer.empty("photo.png", start.size()).withGuide(true);
    FxThread.run(() -> book().put(start.withActive(0).added(guide).moved(1, 0).withActive(0)));
    drawHalf(0);
    Sketch drawn = FxThread.ask(book()::seen);
    assertEquals(1, drawn.active(), "the layer above the guide");
    assertTrue(drawn.layers().get(0).raster().isEmpty());
    assertFalse(drawn.isBlank());
    FxThread.run(() -> book().put(drawn.withLayer(1, drawn.layers().get(1).withVisible(false))));
    assertTrue(FxThread.ask(book()::seen).isBlank());
    drawHalf(Math.PI);
    assertTrue(FxThread.ask(book()::seen).activeLayer().visible());
    assertFalse(FxThread.ask(book()::seen).isBlank());
  }

  @Test
  void whatIsDrawnReachesThePenAtOnce() {
    mouse(MouseEvent.MOUSE_PRESSED, MouseButton.PRIMARY, 200, 200);
    mouse(MouseEvent.MOUSE_DRAGGED, MouseButton.PRIMARY, 260, 200);
    mouse(MouseEvent.MOUSE_DRAGGED, MouseButton.PRIMARY, 320, 200);
    FxThread.waitFor("the piece up to the pen", () -> tails().size() == 1);
    Line tail = tails().getFirst();
    Point2D end = FxThread.ask(() -> canvas.toSketch(tail.getEndX(), tail.getEndY()));
    assertTrue(end.getX() > 260, "beyond what the curve has reached: " + end);
    mouse(MouseEvent.MOUSE_RELEASED, MouseButton.PRIMARY, 320, 200);
    assertEquals(List.of(), tails());
  }

  private List<Line> tails() {
    return FxThread.ask(
        () ->
            canvas.lookupAll(".stroke-tail").stream()
                .filter(Node::isVisible)
                .map(Line.class::cast)
                .toList());
  }

  @Test
  void handlesMoveScaleAndTurnALayer() {
    drawHalf(0);
    shell.press(canvas, KeyCode.V, false, false);
    FxThread.run(() -> canvas.layout());
    drag(1024, 0, 768, 256); // the upper right corner, towards the middle
    Placement scaled = FxThread.ask(book()::seen).activeLayer().placement();
    assertEquals(0.5, scaled.scale(), 0.01);
    assertEquals(512, scaled.x(), 1);
    FxThread.run(() -> canvas.layout());
    double knob = 256 + LayerHandles.KNOB / FxThread.ask(this::zoom);
    drag(512, knob, 512 + (512 - knob), 512); // a quarter of a turn, clockwise
    Placement turned = FxThread.ask(book()::seen).activeLayer().placement();
    assertEquals(Math.PI / 2, turned.angle(), 0.05);
    drag(512, 512, 612, 412);
    Placement moved = FxThread.ask(book()::seen).activeLayer().placement();
    assertEquals(612, moved.x(), 1);
    assertEquals(412, moved.y(), 1);
    assertEquals(turned.angle(), moved.angle());
    FxThread.run(book()::undo);
    FxThread.run(book()::undo);
    FxThread.run(book()::undo);
    assertEquals(1, FxThread.ask(book()::seen).activeLayer().placement().scale(), "three steps");
  }

  private double zoom() {
    return canvas.toCanvas(1, 0).getX() - canvas.toCanvas(0, 0).getX();
  }

  private void drag(double fromX, double fromY, double toX, double toY) {
    mouse(MouseEvent.MOUSE_PRESSED, MouseButton.PRIMARY, fromX, fromY);
    mouse(MouseEvent.MOUSE_DRAGGED, MouseButton.PRIMARY, toX, toY);
    mouse(MouseEvent.MOUSE_RELEASED, MouseButton.PRIMARY, toX, toY);
  }

  @Test
  void aPictureToTraceIsDimmedAndItsOpacityIsOneStep() {
    Path photo = folder.resolve("photo.png");
    byte[] white = new byte[3 * 64 * 64];
    Arrays.fill(white, (byte) 255);
    PictureFiles.saveAs(new Picture(new Size(64, 64), white), photo);
    FxThread.run(() -> page.actions().dropped(photo));
    FxThread.waitFor("the layer", () -> book().seen().layers().size() == 2);
    Sketch with = FxThread.ask(book()::seen);
    assertTrue(with.layers().get(0).guide());
    assertTrue(with.layers().get(0).opacity() <= 0.6, "white strokes are seen on it");
    assertEquals(1, with.active(), "what was drawn on stays chosen");
    FxThread.run(() -> book().replace(with.withActive(0)));
    Slider opacity = (Slider) shell.node("layer-opacity");
    assertTrue(opacity.getParent().isVisible());
    FxThread.run(
        () -> {
          opacity.setValueChanging(true);
          opacity.setValue(0.4);
          opacity.setValue(0.3);
          opacity.setValueChanging(false);
        });
    assertEquals(0.3, FxThread.ask(book()::seen).layers().get(0).opacity(), 0.01);
    FxThread.run(book()::undo);
    assertEquals(0.5, FxThread.ask(book()::seen).layers().get(0).opacity(), 0.01);
  }

  @Test
  void depthMovesNothingInTheBarOfTools() {
    Node depth = shell.node("depth");
    double before = FxThread.ask(() -> depth.localToScene(0, 0).getX());
    shell.press(canvas, KeyCode.D, false, false);
    FxThread.run(() -> canvas.getScene().getRoot().layout());
    assertEquals(before, FxThread.ask(() -> depth.localToScene(0, 0).getX()));
    assertFalse(shell.node("pen-near").isDisabled());
  }

  @Test
  void aSketchIsSavedAndOpenedAgainLayersAndAll() {
    drawHalf(0);
    FxThread.run(() -> page.actions().addLayer.run());
    drawHalf(Math.PI);
    Sketch drawn = FxThread.ask(book()::seen);
    Path file = folder.resolve("mine.ora");
    FxThread.run(() -> page.actions().save(file));
    FxThread.waitFor("the file", () -> Files.exists(file));
    FxThread.run(() -> book().put(Sketch.blank(drawn.size(), Sketch.Mode.LINES)));
    FxThread.run(() -> page.actions().open(file));
    FxThread.waitFor("the sketch", () -> book().seen().layers().size() == 2);
    assertArrayEquals(drawn.map().values(), FxThread.ask(book()::seen).map().values());
    FxThread.run(book()::undo);
    assertTrue(FxThread.ask(book()::seen).isBlank(), "what it replaced is one step back");
  }

  @Test
  void theMapIsSavedAsAPictureAndOpenedAgain() {
    drawHeart();
    Sketch drawn = FxThread.ask(book()::seen);
    Path file = folder.resolve("map.png");
    FxThread.run(() -> page.actions().save(file));
    FxThread.waitFor("the file", () -> Files.exists(file));
    FxThread.run(() -> page.actions().clear.run());
    assertTrue(FxThread.ask(book()::seen).isBlank());
    FxThread.run(() -> page.actions().open(file));
    FxThread.waitFor("the sketch", () -> !book().seen().isBlank());
    assertTrue(MapLikeness.of(drawn.map(), FxThread.ask(book()::seen).map()) >= 0.99);
  }

  @Test
  void aFileThatIsNoSketchIsRefusedAndTheDrawingStays() throws IOException {
    drawHalf(0);
    Sketch drawn = FxThread.ask(book()::seen);
    Path file = Files.writeString(folder.resolve("broken.ora"), "no archive");
    FxThread.run(() -> page.actions().open(file));
    FxThread.waitFor(
        "the sentence", () -> shell.toasts().stream().anyMatch(t -> t.contains("broken.ora")));
    assertEquals(drawn, FxThread.ask(book()::seen));
  }

  @ParameterizedTest
  @CsvSource({"heart, .ora, heart.ora", "heart, .png, heart.png", "a.ORA, .png, a.ORA"})
  void aNameWithoutAnEndingGetsTheOneThatWasChosen(String typed, String ending, String saved) {
    assertEquals(saved, SketchActions.named(Path.of(typed), ending).toString());
  }

  @Test
  void aPictureOnTheClipboardBecomesALayer() {
    FxThread.run(
        () -> {
          WritableImage image = new WritableImage(2, 2);
          image.getPixelWriter().setColor(0, 0, Color.WHITE);
          ClipboardContent content = new ClipboardContent();
          content.putImage(image);
          Clipboard.getSystemClipboard().setContent(content);
        });
    shell.press(canvas, KeyCode.V, true, false);
    Sketch with = FxThread.ask(book()::seen);
    assertEquals(2, with.layers().size());
    assertFalse(with.activeLayer().guide());
    assertFalse(with.isBlank());
    FxThread.run(
        () -> {
          ClipboardContent text = new ClipboardContent();
          text.putString("no picture");
          Clipboard.getSystemClipboard().setContent(text);
        });
    shell.press(canvas, KeyCode.V, true, false);
    assertEquals(2, FxThread.ask(book()::seen).layers().size());
    FxThread.waitFor(
        "the sentence", () -> shell.toasts().contains("There is no picture on the clipboard."));
  }
}
