package dev.pixdelta.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.gui.shell.Appearance;
import dev.pixdelta.gui.shell.Page;
import dev.pixdelta.studio.queue.Job;
import dev.pixdelta.testing.FakePipeline;
import dev.pixdelta.testing.FxThread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.DialogPane;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The queue page in the real window. */
final class QueuePageTest {
  private final Path home;

  QueuePageTest(@TempDir Path home) {
    this.home = home;
  }

  private TestWindow open() {
    return open(Duration.ZERO, -1, Appearance.Language.ENGLISH);
  }

  private TestWindow open(Duration step, int failing, Appearance.Language language) {
    return new TestWindow(
        home,
        (model, options) -> new FakePipeline(model, step, failing),
        new Appearance(Appearance.Theme.LIGHT, language));
  }

  /** Adds a job of one picture for each prompt. */
  private static void add(TestWindow window, String... prompts) {
    for (String prompt : prompts) {
      FxThread.run(() -> window.workspace().prompt().set(prompt));
      window.services().queue().add(FxThread.ask(() -> window.workspace().settings()));
    }
  }

  private static List<String> prompts(TestWindow window) {
    return window.services().queue().jobs().stream().map(j -> j.settings().prompt()).toList();
  }

  private static ListView<?> list(TestWindow window) {
    return window.node(".jobs", ListView.class);
  }

  private static void press(TestWindow window, KeyCode code) {
    window.press(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, true, false));
  }

  @Test
  void aJobIsMovedAgainAndAgainByItsKeys() {
    try (TestWindow window = open()) {
      window.services().queue().setPaused(true);
      add(window, "a", "b", "c", "d");
      window.show(Page.QUEUE);
      FxThread.waitFor("the jobs", () -> list(window).getItems().size() == 4);
      FxThread.run(() -> list(window).getSelectionModel().select(3));
      for (int place = 2; place >= 0; place--) {
        int expected = place;
        press(window, KeyCode.UP);
        FxThread.waitFor(
            "d at place " + place,
            () ->
                list(window).getSelectionModel().getSelectedIndex() == expected
                    && prompts(window).indexOf("d") == expected);
      }
      press(window, KeyCode.DOWN);
      FxThread.waitFor("d back by one", () -> prompts(window).equals(List.of("a", "d", "b", "c")));
      assertEquals(List.of(), window.failures());
    }
  }

  @Test
  void theNextJobIsSelectedWhenOneIsRemoved() {
    try (TestWindow window = open()) {
      window.services().queue().setPaused(true);
      add(window, "a", "b", "c");
      window.services().queue().cancelAll();
      window.show(Page.QUEUE);
      FxThread.waitFor("the jobs", () -> list(window).getItems().size() == 3);
      FxThread.run(() -> list(window).getSelectionModel().select(1));
      FxThread.run(() -> list(window).requestFocus());
      window.key(KeyCode.DELETE);
      FxThread.waitFor("two jobs", () -> list(window).getItems().size() == 2);
      assertEquals(1, FxThread.ask(() -> list(window).getSelectionModel().getSelectedIndex()));
      assertEquals(List.of(), window.failures());
    }
  }

  @Test
  void aRunningJobHasAProgressBarThatCanBeSeen() {
    try (TestWindow window = open(Duration.ofMillis(200), -1, Appearance.Language.ENGLISH)) {
      FxThread.run(() -> window.count(50));
      add(window, "a long run", "another");
      window.show(Page.QUEUE);
      FxThread.waitFor(
          "one bar with a height",
          () -> {
            Set<Node> bars = window.window().root().lookupAll(".jobs .progress-bar");
            return bars.stream()
                    .filter(Node::isVisible)
                    .map(ProgressBar.class::cast)
                    .filter(b -> b.getHeight() >= 4 && b.getWidth() > 100 && b.getProgress() > 0)
                    .count()
                == 1;
          });
      window.services().queue().cancelAll();
    }
  }

  @Test
  void aFileOfPromptsIsShownBeforeItBecomesJobs() throws IOException {
    Path file =
        Files.writeString(
            home.resolve("p.csv"), "prompt,count,steps,mine\na fox,2,,\nan owl,x,,\na cat,,3,\n");
    try (TestWindow window = open()) {
      window.services().queue().setPaused(true);
      window.show(Page.QUEUE);
      window.dialogs().answer(file);
      FxThread.run(() -> window.action(Page.QUEUE, "Prompts from file …").run());
      DialogPane pane = window.waitForDialog("Prompts from file");
      assertEquals(List.of("Prompts from file"), window.dialogs().asked());
      assertEquals("2 prompts, 3 pictures from p.csv", label(pane, "#file-summary"));
      assertEquals(
          List.of("Line 2: a fox  ·  2 pictures", "Line 4: a cat"), items(pane, "#file-jobs"));
      assertEquals(
          List.of("Line 3: column 'count': expected a whole number, found 'x'"),
          items(pane, "#file-problems"));
      assertTrue(TestWindow.texts(pane).contains("Ignored columns: mine"));
      assertEquals(List.of(), window.services().queue().jobs(), "nothing is added yet");
      FxThread.run(() -> button(pane, "Add 2 jobs").fire());
      FxThread.waitFor("the jobs", () -> prompts(window).equals(List.of("a fox", "a cat")));
      window.waitForText("the page to say so", "2 jobs added from p.csv.");
      assertEquals(List.of(), window.failures());
    }
  }

  @Test
  void aFileOfPromptsThatIsCancelledAddsNothing() throws IOException {
    Path file = Files.writeString(home.resolve("p.txt"), "a fox\n");
    try (TestWindow window = open()) {
      window.show(Page.QUEUE);
      window.dialogs().answer(file);
      FxThread.run(() -> window.action(Page.QUEUE, "Prompts from file …").run());
      DialogPane pane = window.waitForDialog("Prompts from file");
      FxThread.run(() -> button(pane, "Cancel").fire());
      FxThread.waitFor("the dialog to close", () -> Window.getWindows().size() == 1);
      window.dialogs().answer(null);
      FxThread.run(() -> window.action(Page.QUEUE, "Prompts from file …").run());
      assertEquals(List.of(), window.services().queue().jobs());
      assertEquals(List.of(), window.failures());
    }
  }

  @Test
  void aFileThatCannotBeReadIsOneSentence() {
    try (TestWindow window = open()) {
      window.show(Page.QUEUE);
      window.dialogs().answer(home.resolve("gone.csv"));
      FxThread.run(() -> window.action(Page.QUEUE, "Prompts from file …").run());
      window.waitForText(
          "the sentence",
          home.resolve("gone.csv") + ": prompts cannot be read: there is no such file or folder");
      assertEquals(1, FxThread.ask(() -> Window.getWindows().size()), "no dialog");
      assertEquals(List.of(), window.failures());
    }
  }

  @Test
  void failuresAreToldInTheLanguageOfTheWindow() {
    try (TestWindow window = open(Duration.ZERO, 0, Appearance.Language.KOREAN)) {
      add(window, "a fox");
      window.show(Page.QUEUE);
      window.waitForText("the sentence", "예기치 않은 오류: java.lang.IllegalStateException");
      assertEquals(
          "Unexpected error: java.lang.IllegalStateException: this batch was told to fail",
          String.valueOf(window.services().queue().jobs().getFirst().message()),
          "the same in English");
    }
    try (TestWindow window = open(Duration.ZERO, -1, Appearance.Language.ENGLISH)) {
      window.show(Page.QUEUE);
      window.waitForText("it in English after a restart", "Unexpected error: java.lang");
    }
  }

  @Test
  void whatCannotBeDoneIsSwitchedOff() {
    try (TestWindow window = open()) {
      window.services().queue().setPaused(true);
      window.show(Page.QUEUE);
      List<String> ofJob = List.of("Try again", "Move up", "Move down", "Show contact sheet");
      ofJob.forEach(a -> assertTrue(window.isOff(Page.QUEUE, a), a));
      assertTrue(window.isOff(Page.QUEUE, "Cancel all"));
      assertTrue(window.isOff(Page.QUEUE, "Clear finished"));
      add(window, "a", "b");
      FxThread.waitFor("the jobs", () -> list(window).getItems().size() == 2);
      FxThread.run(() -> list(window).getSelectionModel().select(0));
      assertFalse(window.isOff(Page.QUEUE, "Move down"));
      assertTrue(window.isOff(Page.QUEUE, "Try again"), "it waits");
      FxThread.run(() -> window.action(Page.QUEUE, "Cancel or remove selected job").run());
      FxThread.waitFor("a way to try again", () -> !window.isOff(Page.QUEUE, "Try again"));
      FxThread.run(() -> window.action(Page.QUEUE, "Try again").run());
      FxThread.waitFor(
          "it to wait again",
          () ->
              window.services().queue().jobs().stream()
                  .allMatch(j -> j.state() == Job.State.QUEUED));
      assertEquals(List.of(), window.failures());
    }
  }

  private static String label(DialogPane pane, String selector) {
    return FxThread.ask(() -> ((Label) pane.lookup(selector)).getText());
  }

  private static List<String> items(DialogPane pane, String selector) {
    return FxThread.ask(
        () ->
            ((ListView<?>) pane.lookup(selector))
                .getItems().stream().map(String::valueOf).toList());
  }

  private static Button button(DialogPane pane, String text) {
    return pane.getButtonTypes().stream()
        .filter(t -> t.getText().equals(text))
        .map(t -> (Button) pane.lookupButton(t))
        .findFirst()
        .orElseThrow();
  }
}
