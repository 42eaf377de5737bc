package dev.pixdelta.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.gui.shell.Appearance;
import dev.pixdelta.gui.shell.Page;
import dev.pixdelta.testing.FakePipeline;
import dev.pixdelta.testing.FxThread;
import dev.pixdelta.testing.PictureCollection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.Slider;
import javafx.scene.control.TextArea;
import javafx.scene.control.TitledPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another theme or language leaves as it was. */
final class AppearanceTest {
  private static final PseudoClass DARK = PseudoClass.getPseudoClass("dark");

  private final Path home;

  AppearanceTest(@TempDir Path home) {
    this.home = home;
  }

  private TestWindow open() {
    return new TestWindow(
        home,
        FakePipeline::open,
        new Appearance(Appearance.Theme.LIGHT, Appearance.Language.ENGLISH));
  }

  @SuppressWarnings("unchecked")
  private static void choose(TestWindow window, String box, Object choice) {
    window.show(Page.SETTINGS);
    ComboBox<Object> choices = window.node(box, ComboBox.class);
    FxThread.run(
        () -> {
          choices.requestFocus();
          choices.getSelectionModel().select(choice);
        });
  }

  private static void chooseKorean(TestWindow window) {
    MainWindow english = window.window();
    choose(window, "#language", Appearance.Language.KOREAN);
    FxThread.waitFor("the window in Korean", () -> window.texts().contains("설정"));
    assertNotSame(english, window.window());
  }

  @Test
  void anotherThemeChangesColoursAndNothingElse() {
    try (TestWindow window = open()) {
      MainWindow before = window.window();
      choose(window, "#theme", Appearance.Theme.DARK);
      FxThread.waitFor("the dark theme", () -> before.root().getPseudoClassStates().contains(DARK));
      choose(window, "#theme", Appearance.Theme.LIGHT);
      FxThread.waitFor(
          "the light theme", () -> !before.root().getPseudoClassStates().contains(DARK));
      assertSame(before, window.window());
      assertTrue(window.texts().contains("Appearance and language"), "still on the page");
      assertEquals(List.of(), window.failures());
    }
  }

  @Test
  void anotherLanguageKeepsThePageAndTheFocus() {
    try (TestWindow window = open()) {
      chooseKorean(window);
      FxThread.waitFor(
          "the focus on the same list",
          () -> window.stage().getScene().getFocusOwner() == window.node("#language", Node.class));
      assertEquals(List.of(), window.failures());
    }
  }

  @Test
  void anotherLanguageKeepsWhatWasTypedAndItsUndo() {
    try (TestWindow window = open()) {
      window.type("#prompt", "a fox");
      TextArea english = window.node("#prompt", TextArea.class);
      FxThread.run(() -> english.replaceText(2, 5, "owl 🦉"));
      FxThread.run(() -> english.selectRange(2, 5));
      TitledPane more = window.node(".titled-pane", TitledPane.class);
      FxThread.run(() -> more.setExpanded(true));
      chooseKorean(window);
      window.show(Page.GENERATE);
      TextArea korean = window.node("#prompt", TextArea.class);
      assertNotSame(english, korean);
      assertEquals("a owl 🦉", window.text("#prompt"));
      assertEquals("owl", FxThread.ask(korean::getSelectedText));
      assertTrue(window.node(".titled-pane", TitledPane.class).isExpanded());
      FxThread.run(korean::undo);
      assertEquals("a fox", window.text("#prompt"));
      FxThread.run(korean::undo);
      assertEquals("", window.text("#prompt"));
      FxThread.run(korean::redo);
      assertEquals("a fox", window.text("#prompt"));
      assertEquals(List.of(), window.failures());
    }
  }

  @Test
  void anotherLanguageKeepsToolsAndTheViewOfTheSketch() {
    try (TestWindow window = open()) {
      window.show(Page.SKETCH);
      window.click("#tool-eraser");
      Slider width = window.node("#pen-width", Slider.class);
      FxThread.run(() -> width.setValue(42));
      for (int i = 0; i < 3; i++) {
        window.shortcut(KeyCode.EQUALS);
      }
      FxThread.run(() -> window.window().root().layout());
      double zoomed = canvasWidth(window);
      chooseKorean(window);
      window.show(Page.SKETCH);
      assertTrue(window.node("#tool-eraser", ToggleButton.class).isSelected());
      assertEquals(42, window.node("#pen-width", Slider.class).getValue());
      FxThread.run(() -> window.window().root().layout());
      assertEquals(zoomed, canvasWidth(window), 0.5);
      assertEquals(List.of(), window.failures());
    }
  }

  private static double canvasWidth(TestWindow window) {
    return FxThread.ask(
        () ->
            window.node("#sketch-canvas", Region.class).getChildrenUnmodifiable().stream()
                .mapToDouble(n -> n.getLayoutBounds().getWidth())
                .max()
                .orElse(0));
  }

  @Test
  void anotherLanguageKeepsTheGallerysSelectionAndPlace() throws IOException {
    PictureCollection.fill(home.resolve("pictures"), 150, 16);
    try (TestWindow window = open()) {
      window.show(Page.GALLERY);
      window.waitForText("all pictures", "150 pictures");
      Node grid = window.node(".picture-grid", Node.class);
      FxThread.run(grid::requestFocus);
      window.key(KeyCode.END);
      window.waitForText("a selected picture", "1 selected");
      double scrolled = galleryScroll(window);
      assertTrue(scrolled > 0);
      chooseKorean(window);
      window.show(Page.GALLERY);
      window.waitForText("the picture still selected", "1장 선택");
      FxThread.waitFor("the same place", () -> Math.abs(galleryScroll(window) - scrolled) < 1);
      assertEquals(List.of(), window.failures());
    }
  }

  private static double galleryScroll(TestWindow window) {
    return window.node(".picture-grid > .scroll-bar", ScrollBar.class).getValue();
  }

  @Test
  void anotherLanguageKeepsTheSelectedJob() {
    try (TestWindow window = open()) {
      window.services().queue().setPaused(true);
      window.type("#prompt", "x");
      for (int i = 0; i < 3; i++) {
        window.shortcut(KeyCode.ENTER);
      }
      window.show(Page.QUEUE);
      ListView<?> jobs = window.node(".jobs", ListView.class);
      FxThread.waitFor("three jobs", () -> jobs.getItems().size() == 3);
      FxThread.run(() -> jobs.getSelectionModel().select(1));
      chooseKorean(window);
      window.show(Page.QUEUE);
      ListView<?> korean = window.node(".jobs", ListView.class);
      assertEquals(1, FxThread.ask(() -> korean.getSelectionModel().getSelectedIndex()));
      assertEquals(List.of(), window.failures());
    }
  }
}
