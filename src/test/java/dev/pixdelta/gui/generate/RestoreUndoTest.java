package dev.pixdelta.gui.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.gui.shell.Page;
import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.picture.PictureBytes;
import dev.pixdelta.testing.FakePipeline;
import dev.pixdelta.testing.FxThread;
import dev.pixdelta.testing.NoWorkspace;
import dev.pixdelta.testing.TestShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures of other programs that are dropped on the page, and the way back. */
final class RestoreUndoTest {
  private static final ModelLocator MODELS =
      new ModelLocator(
          List.of(new ModelLocator.Root(Path.of("models"), ModelLocator.Source.INSTALLATION)));

  private final Path folder;

  @SuppressWarnings("NullAway.Init") // made before each test
  private TestShell test;

  @SuppressWarnings("NullAway.Init")
  private GenerateView view;

  RestoreUndoTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void open() {
    test =
        new TestShell(
            folder,
            MODELS,
            (path, options) -> new FakePipeline(path, Duration.ZERO, -1),
            Locale.ENGLISH,
            new NoWorkspace());
    view = test.show(GenerateView::new, Page.GENERATE, 900, 600);
    new ModelBox(test).await();
    FxThread.run(() -> prompt().setText("a lemon"));
    FxThread.run(() -> ((TextArea) test.node("negative")).setText("sour"));
  }

  @AfterEach
  void close() {
    FxThread.run(() -> view.closed());
    test.close();
    assertEquals(List.of(), test.failures());
  }

  private TextArea prompt() {
    return (TextArea) test.node("prompt");
  }

  private Path file(String keyword, String text) throws IOException {
    Files.createDirectories(folder);
    return Files.write(folder.resolve("theirs.png"), PictureBytes.png(keyword, text));
  }

  private GenerationSettings shown() {
    return FxThread.ask(view::draft);
  }

  private String negative() {
    return FxThread.ask(() -> ((TextArea) test.node("negative")).getText());
  }

  private boolean seedIsLocked() {
    return FxThread.ask(() -> ((ToggleButton) test.node("seed-lock")).isSelected());
  }

  @Test
  void theKeysBringBackTheWholePageUntilSomethingIsTyped() throws IOException {
    GenerationSettings before = shown();
    boolean locked = seedIsLocked();
    Path crane = file("parameters", "a crane\nSteps: 3, Sampler: LCM, Seed: 77, Size: 96x160");
    FxThread.run(() -> view.restore(crane));
    FxThread.waitFor("the prompt", () -> prompt().getText().equals("a crane"));
    assertEquals(77, shown().seed());
    assertTrue(seedIsLocked());
    test.press(prompt(), KeyCode.Z, true, false);
    assertEquals(before, shown());
    assertEquals("sour", negative());
    assertEquals(locked, seedIsLocked());

    Path stork = file("parameters", "a stork\nSteps: 3, Sampler: LCM, Seed: 78");
    FxThread.run(() -> view.restore(stork));
    FxThread.waitFor("the prompt", () -> prompt().getText().equals("a stork"));
    FxThread.run(() -> prompt().appendText(" flying"));
    test.press(prompt(), KeyCode.Z, true, false);
    assertEquals(78, shown().seed(), "the keys belong to the text field again");
  }

  @Test
  void whatIsLostIsToldWithTheWayBack() throws IOException {
    GenerationSettings before = shown();
    Path file = file("parameters", "a crane\nSteps: 3, Sampler: LCM, Seed: 77, Clip skip: 2");
    FxThread.run(() -> view.restore(file));
    FxThread.waitFor("the sentence", () -> test.isVisible("restored"));
    Banner banner = (Banner) test.node("restored");
    assertTrue(FxThread.ask(banner::text).contains("Clip skip: 2"));
    FxThread.run(
        () ->
            banner.lookupAll(".button").stream()
                .map(Button.class::cast)
                .filter(b -> b.getText().equals("Undo"))
                .findFirst()
                .orElseThrow()
                .fire());
    assertEquals(before, shown());
    assertFalse(test.isVisible("restored"));
  }

  @Test
  void aPictureWithoutPromptSeedOrNegativePromptLeavesThem() throws IOException {
    FxThread.run(() -> view.useSketch());
    FxThread.waitFor("the sketch", () -> !view.draft().controls().isEmpty());
    GenerationSettings before = shown();
    boolean locked = seedIsLocked();
    Path file = file("parameters", "{\"sui_image_params\": {\"width\": 96, \"height\": 160}}");
    FxThread.run(() -> view.restore(file));
    FxThread.waitFor("the size", () -> String.valueOf(view.draft().size()).equals("96x160"));
    GenerationSettings after = shown();
    assertEquals("a lemon", after.prompt());
    assertEquals("sour", negative());
    assertEquals(before.seed(), after.seed());
    assertEquals(before.steps(), after.steps());
    assertEquals(before.controls(), after.controls());
    assertEquals(locked, seedIsLocked());
  }
}
