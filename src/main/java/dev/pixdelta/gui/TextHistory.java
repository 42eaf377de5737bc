package dev.pixdelta.gui;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import javafx.scene.control.TextInputControl;

/**
 * The text of a field with the steps that Undo goes back through, to give both to another field.
 * JavaFX has no other way to read the steps than to take them. JavaFX thread only.
 *
 * @param texts oldest first; the last is the text now; at least one
 */
record TextHistory(List<String> texts) {
  private static final int MOST_STEPS = 100;

  /** Reads a field, and leaves it as it was. */
  static TextHistory of(TextInputControl field) {
    int anchor = field.getAnchor();
    int caret = field.getCaretPosition();
    Deque<String> texts = new ArrayDeque<>(List.of(field.getText()));
    int steps = 0;
    while (field.isUndoable() && steps < MOST_STEPS) {
      field.undo();
      texts.addFirst(field.getText());
      steps++;
    }
    for (int i = 0; i < steps; i++) {
      field.redo();
    }
    field.selectRange(anchor, caret);
    return new TextHistory(List.copyOf(texts));
  }

  /** Makes a field's text and steps these. */
  void applyTo(TextInputControl field) {
    if (texts.size() == 1) {
      if (!field.getText().equals(texts.getFirst())) {
        field.setText(texts.getFirst());
      }
      return;
    }
    field.setText(texts.getFirst());
    texts.stream().skip(1).forEach(next -> replaceWhatDiffers(field, next));
  }

  private static void replaceWhatDiffers(TextInputControl field, String next) {
    String now = field.getText();
    int most = Math.min(now.length(), next.length());
    int start = 0;
    while (start < most && now.charAt(start) == next.charAt(start)) {
      start++;
    }
    int end = 0;
    while (end < most - start
        && now.charAt(now.length() - 1 - end) == next.charAt(next.length() - 1 - end)) {
      end++;
    }
    // Never half of a character outside the basic plane.
    if (start > 0 && Character.isHighSurrogate(now.charAt(start - 1))) {
      start--;
    }
    if (end > 0 && Character.isLowSurrogate(now.charAt(now.length() - end))) {
      end--;
    }
    field.replaceText(start, now.length() - end, next.substring(start, next.length() - end));
  }
}
