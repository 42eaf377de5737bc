package dev.pixdelta.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atlantafx.base.controls.ToggleSwitch;
import atlantafx.base.theme.Styles;
import dev.pixdelta.gui.shell.Appearance;
import dev.pixdelta.gui.shell.JobEndChoice;
import dev.pixdelta.gui.shell.OutputChoice;
import dev.pixdelta.gui.shell.Page;
import dev.pixdelta.studio.picture.ImageFormat;
import dev.pixdelta.testing.FakePipeline;
import dev.pixdelta.testing.FxThread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings page in the real window: what is set counts at once and is kept. */
final class SettingsPageTest {
  private final Path home;

  SettingsPageTest(@TempDir Path home) {
    this.home = home;
  }

  private TestWindow open(Appearance.Language language) {
    TestWindow window =
        new TestWindow(home, FakePipeline::open, new Appearance(Appearance.Theme.LIGHT, language));
    window.show(Page.SETTINGS);
    return window;
  }

  private static OutputChoice output(TestWindow window) {
    return OutputChoice.of(window.services().session());
  }

  @Test
  @SuppressWarnings("unchecked")
  void whatIsSetIsThereInTheNextWindow() {
    try (TestWindow window = open(Appearance.Language.ENGLISH)) {
      FxThread.run(
          () -> {
            window.node("#pattern", TextField.class).setText("{seed}-{model}");
            window.node("#format", ComboBox.class).setValue(ImageFormat.JPEG);
            window.node("#quality", Slider.class).setValue(71);
            window.node("#sound", ToggleSwitch.class).setSelected(false);
            window.node("#stayAwake", ToggleSwitch.class).setSelected(false);
          });
      assertEquals(List.of(), window.failures());
    }
    try (TestWindow window = open(Appearance.Language.ENGLISH)) {
      assertEquals(new OutputChoice(null, "{seed}-{model}", ImageFormat.JPEG, 71), output(window));
      assertEquals("{seed}-{model}", window.text("#pattern"));
      assertEquals(ImageFormat.JPEG, window.node("#format", ComboBox.class).getValue());
      assertEquals(71, window.node("#quality", Slider.class).getValue());
      assertFalse(window.node("#sound", ToggleSwitch.class).isSelected());
      assertTrue(window.node("#notification", ToggleSwitch.class).isSelected());
      assertEquals(
          new JobEndChoice(false, true, false),
          window
              .services()
              .session()
              .get(JobEndChoice.SECTION, JobEndChoice.class, JobEndChoice.USUAL));
    }
  }

  @Test
  void aPatternThatMakesNoFileNameIsToldAndNotKept() {
    try (TestWindow window = open(Appearance.Language.KOREAN)) {
      TextField pattern = window.node("#pattern", TextField.class);
      FxThread.run(() -> pattern.setText("{nothing}"));
      window.waitForText("the sentence in Korean", "파일 이름 형식 ‘{nothing}’");
      assertTrue(pattern.getPseudoClassStates().contains(Styles.STATE_DANGER));
      assertEquals(OutputChoice.USUAL.pattern(), output(window).pattern());
      FxThread.run(() -> pattern.setText("{seed}"));
      window.waitForText("an example", "예: 42.png");
      assertFalse(pattern.getPseudoClassStates().contains(Styles.STATE_DANGER));
      assertEquals("{seed}", output(window).pattern());
    }
  }

  @Test
  void anotherFolderIsShownByTheGalleryAndThePageStays() throws IOException {
    Path other = Files.createDirectories(home.resolve("other"));
    try (TestWindow window = open(Appearance.Language.ENGLISH)) {
      MainWindow before = window.window();
      window.dialogs().answer(null);
      window.click("#choose-folder");
      assertEquals(OutputChoice.USUAL, output(window), "cancelled");
      window.dialogs().answer(other);
      window.click("#choose-folder");
      FxThread.waitFor("the other gallery", () -> window.window() != before);
      assertNotSame(before, window.window());
      assertEquals(other.toString(), output(window).folder());
      assertTrue(window.texts().contains("Pictures folder"), "still on the page");
      assertEquals(other.toString(), window.text("#folder"));
      assertEquals(List.of(), window.failures());
    }
  }
}
