package dev.pixdelta.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pixdelta.gui.Expectations.Expectation;
import dev.pixdelta.gui.shell.Action;
import dev.pixdelta.gui.shell.Actions;
import dev.pixdelta.gui.shell.Appearance;
import dev.pixdelta.testing.FakePipeline;
import dev.pixdelta.testing.FxThread;
import dev.pixdelta.testing.Golden;
import dev.pixdelta.testing.PictureCollection;
import dev.pixdelta.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import javafx.scene.input.KeyCombination;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fires every action that the window knows and looks for what it changes: the page, a dialog, a
 * job, a file, a text. An action without an expectation fails, so does one that changes nothing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
final class EveryActionTest {
  private TestWindow window;
  private Expectations expectations;

  /** By the names they have at the start: Star becomes Remove star. */
  private Map<String, Action> actions;

  @BeforeAll
  void open(@TempDir Path home) throws IOException {
    PictureCollection.fill(home.resolve("pictures"), 40, 32);
    Path golden = Golden.ROOT.resolve("models");
    Files.createDirectories(home.resolve("models"));
    Path model = TinyModel.copy(golden.resolve("tiny-lcm"), home.resolve("models/tiny"));
    var unused = TinyModel.copy(golden.resolve("tiny-control"), model.resolve("controlnet"));
    window =
        new TestWindow(
            home,
            (folder, options) -> new FakePipeline(folder, Duration.ofMillis(5), -1),
            new Appearance(Appearance.Theme.LIGHT, Appearance.Language.ENGLISH));
    FxThread.run(() -> window.workspace().useModel("tiny"));
    expectations = new Expectations(window);
    GenerateExpectations.add(expectations);
    SketchExpectations.add(expectations, home);
    GalleryExpectations.add(expectations, home);
    QueueExpectations.add(expectations, home);
    EverywhereExpectations.add(expectations); // closes the window at last
    actions = actions();
  }

  @AfterAll
  void close() {
    window.close();
  }

  private Map<String, Action> actions() {
    Map<String, Action> all = new LinkedHashMap<>();
    FxThread.run(
        () ->
            window
                .window()
                .actions()
                .groups()
                .forEach(g -> g.actions().forEach(a -> all.put(g.title() + "/" + a.text(), a))));
    return all;
  }

  @Test
  void everyActionHasAnExpectation() {
    assertEquals(new TreeSet<>(actions.keySet()), new TreeSet<>(expectations.all().keySet()));
  }

  @TestFactory
  Stream<DynamicTest> everyActionChangesSomething() {
    return expectations.all().entrySet().stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> fire(e.getKey(), e.getValue())));
  }

  private void fire(String name, Expectation expected) {
    closeWhatIsOver();
    expected.prepare().run();
    Action action = Objects.requireNonNull(actions.get(name), name);
    FxThread.waitFor(name + " to be on", () -> !action.disabledProperty().get());
    Object before = expected.seen().get();
    FxThread.run(action::run);
    FxThread.waitFor(name + " to change " + before, () -> !before.equals(expected.seen().get()));
    assertEquals(List.of(), window.failures());
  }

  /** Dialogs, menus, the viewer. */
  private void closeWhatIsOver() {
    FxThread.run(
        () ->
            List.copyOf(Window.getWindows()).stream()
                .filter(w -> w != window.stage())
                .forEach(Window::hide));
    if (expectations.overlaid()) {
      FxThread.run(() -> window.action(null, "Close").run());
    }
    window.dialogs().answer(null);
  }

  /** Of two actions with the same keys on a page only one could ever be reached. */
  @Test
  void noTwoActionsOfAPageShareTheirKeys() {
    List<String> shared = new ArrayList<>();
    List<Actions.Group> groups = FxThread.ask(() -> window.window().actions().groups());
    List<Action> everywhere =
        groups.stream()
            .filter(g -> g.title().equals("Everywhere"))
            .flatMap(g -> g.actions().stream())
            .toList();
    for (Actions.Group group : groups) {
      Map<KeyCombination, Action> taken = new LinkedHashMap<>();
      List<Action> all = new ArrayList<>(group.actions());
      if (group.page() != null) {
        all.addAll(everywhere);
      }
      for (Action action : all) {
        for (KeyCombination keys : action.keys()) {
          Action other = taken.put(keys, action);
          if (other != null) {
            shared.add(group.title() + ": " + other.text() + ", " + action.text());
          }
        }
      }
    }
    assertEquals(List.of(), shared);
  }

  /** A picture is copied by the same keys wherever there is one. */
  @Test
  void theKeysThatCopyAPictureMeanNothingElse() {
    KeyCombination keys = KeyCombination.valueOf("Shortcut+Shift+C");
    List<String> meanings =
        FxThread.ask(() -> window.window().actions().groups()).stream()
            .flatMap(g -> g.actions().stream())
            .filter(a -> a.keys().contains(keys))
            .map(a -> a.text().replace(" the ", " "))
            .distinct()
            .toList();
    assertEquals(List.of("Copy picture"), meanings);
  }
}
