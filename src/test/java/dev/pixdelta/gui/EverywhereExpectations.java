package dev.pixdelta.gui;

import dev.pixdelta.gui.shell.Page;
import dev.pixdelta.testing.FxThread;
import javafx.stage.Stage;

/** What works on every page. */
final class EverywhereExpectations {
  private EverywhereExpectations() {}

  static void add(Expectations e) {
    e.group("Everywhere");
    e.expect("Generate", () -> e.show(Page.MODELS), e::page);
    e.expect("Sketch", () -> e.show(Page.MODELS), e::page);
    e.expect("Gallery", () -> e.show(Page.MODELS), e::page);
    e.expect("Queue", () -> e.show(Page.MODELS), e::page);
    e.expect("Models", () -> e.show(Page.QUEUE), e::page);
    e.expect("Settings", () -> e.show(Page.QUEUE), e::page);
    e.expect("Keyboard shortcuts", () -> {}, e::windows);
    e.expect(
        "Go to the last message", () -> e.fx(() -> e.window.window().toasts().info("x")), e::focus);
    Stage stage = e.window.stage();
    e.expect("Full screen", () -> {}, () -> FxThread.ask(stage::isFullScreen));
    e.expect("Quit", () -> {}, () -> FxThread.ask(stage::isShowing));
  }
}
