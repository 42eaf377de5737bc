package dev.pixdelta.gui;

import dev.pixdelta.gui.shell.Page;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.queue.Job;
import dev.pixdelta.testing.FxThread;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextArea;

/** What can be done on the page Generate. */
final class GenerateExpectations {
  private GenerateExpectations() {}

  static void add(Expectations e) {
    e.group("Generate");
    Runnable page = () -> e.show(Page.GENERATE);
    e.expect("Generate", () -> write(e, "a fox"), () -> e.jobs().size());
    e.expect(
        "Cancel",
        () -> {
          FxThread.waitFor(
              "nothing to cancel",
              () ->
                  e.jobs().stream().allMatch(j -> j.state().isEnded())
                      && e.window.isOff(Page.GENERATE, "Cancel"));
          write(e, "a long run");
          e.fx(() -> e.window.count(2000));
          e.fx(() -> e.window.action(Page.GENERATE, "Generate").run());
          FxThread.waitFor(
              "it to be drawn",
              () ->
                  e.jobs().stream()
                      .anyMatch(j -> j.state() == Job.State.RUNNING && j.pictures() == 2000));
        },
        () -> e.jobs().stream().filter(j -> j.state() == Job.State.CANCELLED).count());
    e.expect(
        "Go to the prompt",
        () -> {
          page.run();
          e.fx(() -> e.window.node("#seed", Node.class).requestFocus());
        },
        e::focus);
    e.expect("Earlier prompt", () -> write(e, "not sent"), e::prompt);
    e.expect("Later prompt", () -> {}, e::prompt);
    e.expect("More weight for the selected words", () -> select(e, "a red fox"), e::prompt);
    e.expect("Less weight for the selected words", () -> select(e, "a red fox"), e::prompt);
    e.expect("New seed", page, e::seed);
    e.expect("Keep the seed", page, e::toggles);
    e.expect(
        "Swap width and height",
        () -> {
          page.run();
          ComboBox<?> sizes = e.window.node("#size", ComboBox.class);
          for (int i = 0; i < sizes.getItems().size() && isSquare(e); i++) {
            int choice = i;
            e.fx(() -> sizes.getSelectionModel().select(choice));
          }
        },
        () -> String.valueOf(FxThread.ask(() -> e.window.workspace().draft().size())));
    Runnable latest =
        () -> {
          for (String prompt : new String[] {"latest", "the very latest"}) {
            e.fx(() -> e.window.count(1));
            write(e, prompt);
            e.fx(() -> e.window.action(Page.GENERATE, "Generate").run());
            FxThread.waitFor(prompt, () -> e.text("#caption").contains(prompt));
          }
        };
    e.expect("Next of the latest pictures", latest, () -> e.text("#caption"));
    e.expect("Previous of the latest pictures", page, () -> e.text("#caption"));
    e.expect("Open in the viewer", page, e::overlaid);
    e.expect(
        "Use this seed",
        () -> {
          page.run();
          e.fx(() -> e.window.workspace().useSeed(1));
        },
        e::seed);
    e.expect("Use these settings", () -> write(e, "something else"), e::prompt);
    e.expect("Undo restored settings", page, e::prompt);
    e.expect("Four variations", page, () -> e.jobs().size());
    e.expect("Copy the picture", e::emptyClipboard, e::clipboard);
    e.expect("Copy the prompt", e::emptyClipboard, e::clipboard);
    e.expect("Show in its folder", page, e::located);
  }

  private static boolean isSquare(Expectations e) {
    Size size = FxThread.ask(() -> e.window.workspace().draft().size());
    return size == null || size.width() == size.height();
  }

  private static void write(Expectations e, String prompt) {
    e.show(Page.GENERATE);
    e.fx(() -> e.window.workspace().prompt().set(prompt));
  }

  private static void select(Expectations e, String prompt) {
    write(e, prompt);
    e.fx(
        () -> {
          TextArea area = Objects.requireNonNull(e.window.node("#prompt", TextArea.class));
          area.requestFocus();
          area.selectRange(2, 5);
        });
  }
}
