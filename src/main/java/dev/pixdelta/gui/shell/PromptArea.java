package dev.pixdelta.gui.shell;

import dev.pixdelta.studio.prompt.KnownWords;
import java.util.List;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.TraversalDirection;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/**
 * A text area for prompts on a property. What the program puts into it can be undone as what is
 * typed can. Tab leaves it: a prompt has none. Words that the model knows are completed.
 */
public final class PromptArea extends TextArea {
  private static final KeyCombination TAB = new KeyCodeCombination(KeyCode.TAB);
  private static final KeyCombination BACK_TAB =
      new KeyCodeCombination(KeyCode.TAB, KeyCombination.SHIFT_DOWN);
  private static final KeyCombination COPY =
      new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

  private final CompletionPopup completions;
  private boolean typing;

  /**
   * @param keys actions whose keys a text area would take for itself
   * @param vocabulary of the model that is prompted; null where it knows all words
   */
  public PromptArea(
      StringProperty text,
      int rows,
      List<Action> keys,
      ObservableValue<@Nullable KnownWords> vocabulary) {
    setText(text.get());
    setWrapText(true);
    setPrefRowCount(rows);
    textProperty().subscribe((before, now) -> text.set(now));
    text.subscribe((before, now) -> put(now));
    completions = new CompletionPopup(this, vocabulary);
    addEventFilter(KeyEvent.KEY_PRESSED, e -> pressed(e, keys));
    addEventFilter(KeyEvent.KEY_TYPED, e -> typing = !e.isShortcutDown() && !e.isAltDown());
    caretPositionProperty().subscribe((before, now) -> moved());
  }

  /** Words are offered to who types, not to who walks through the text or undoes. */
  private void moved() {
    if (typing) {
      completions.update();
    } else {
      completions.hide();
    }
  }

  private void pressed(KeyEvent event, List<Action> keys) {
    typing = event.getCode() == KeyCode.BACK_SPACE;
    for (Action action : keys) {
      if (action.isMeantBy(event)) {
        event.consume();
        completions.hide();
        action.run();
        return;
      }
    }
    if (completions.take(event)) {
      event.consume();
    } else if (TAB.match(event)) {
      event.consume();
      requestFocusTraversal(TraversalDirection.NEXT);
    } else if (BACK_TAB.match(event)) {
      event.consume();
      requestFocusTraversal(TraversalDirection.PREVIOUS);
    } else if (COPY.match(event) && getSelection().getLength() == 0 && getParent() != null) {
      // There is nothing to copy here: the keys mean the picture then.
      event.consume();
      getParent().fireEvent(event.copyFor(getParent(), getParent()));
    }
  }

  /** Puts a text in place of another; unlike {@link #setText} it can be undone. */
  public void put(String text) {
    if (!text.equals(getText())) {
      typing = false;
      replaceText(0, getLength(), text);
    }
  }
}
