package dev.pixdelta.gui.generate;

import dev.pixdelta.gui.shell.Action;
import java.util.List;
import javafx.beans.property.StringProperty;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/**
 * A text area for prompts on a property. What the program puts into it can be undone as what is
 * typed can. Tab leaves it: a prompt has none.
 */
final class PromptArea extends TextArea {
  private static final KeyCombination TAB = new KeyCodeCombination(KeyCode.TAB);
  private static final KeyCombination BACK_TAB =
      new KeyCodeCombination(KeyCode.TAB, KeyCombination.SHIFT_DOWN);

  /**
   * @param keys actions whose keys a text area would take for itself
   */
  PromptArea(StringProperty text, int rows, List<Action> keys) {
    setText(text.get());
    setWrapText(true);
    setPrefRowCount(rows);
    textProperty().subscribe((before, now) -> text.set(now));
    text.subscribe((before, now) -> put(now));
    addEventFilter(KeyEvent.KEY_PRESSED, e -> pressed(e, keys));
  }

  private void pressed(KeyEvent event, List<Action> keys) {
    for (Action action : keys) {
      if (action.isMeantBy(event)) {
        event.consume();
        action.run();
        return;
      }
    }
    if (TAB.match(event)) {
      event.consume();
      requestFocusTraversal(javafx.scene.TraversalDirection.NEXT);
    } else if (BACK_TAB.match(event)) {
      event.consume();
      requestFocusTraversal(javafx.scene.TraversalDirection.PREVIOUS);
    }
  }

  /** Puts a text in place of another; unlike {@link #setText} it can be undone. */
  void put(String text) {
    if (!text.equals(getText())) {
      replaceText(0, getLength(), text);
    }
  }
}
