package dev.pixdelta.gui.generate;

import dev.pixdelta.testing.FxThread;
import dev.pixdelta.testing.TestShell;
import javafx.scene.control.ComboBox;

/** The box of models of a page in a test. */
record ModelBox(TestShell shell) {
  /** Waits until the models that there are have been found, and one is chosen. */
  void await() {
    FxThread.waitFor("the models", () -> box().getValue() != null);
  }

  void choose(String model) {
    FxThread.run(
        () ->
            box()
                .setValue(
                    box().getItems().stream()
                        .filter(m -> m.name().equals(model))
                        .findFirst()
                        .orElseThrow()));
  }

  @SuppressWarnings("unchecked")
  private ComboBox<ModelChoice> box() {
    return (ComboBox<ModelChoice>) shell.node("model");
  }
}
