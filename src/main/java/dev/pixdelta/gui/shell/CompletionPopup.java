package dev.pixdelta.gui.shell;

import dev.pixdelta.studio.prompt.KnownWords;
import dev.pixdelta.studio.prompt.KnownWords.Completion;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.PopupControl;
import javafx.scene.control.Skin;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/**
 * Offers the words that a model knows while a prompt is typed, in a list below the cursor. Up and
 * Down choose, Tab, Enter or a click take the word, Escape closes the list; all other keys go on to
 * the text. JavaFX thread only.
 */
final class CompletionPopup {
  /** Characters of a word that must have been typed. */
  private static final int FEWEST = 2;

  private static final int MOST = 8;
  private static final double CELL_HEIGHT = 28;
  private static final double WIDTH = 200;
  private static final double LINE = 18;

  private final TextArea area;
  private final ObservableValue<@Nullable KnownWords> vocabulary;
  private final PopupControl popup = new PopupControl();
  private final ListView<Completion> list = new ListView<>();

  CompletionPopup(TextArea area, ObservableValue<@Nullable KnownWords> vocabulary) {
    this.area = area;
    this.vocabulary = vocabulary;
    list.setId("completions");
    list.setFocusTraversable(false); // the keys stay with the text
    list.setFixedCellSize(CELL_HEIGHT);
    list.setPrefWidth(WIDTH);
    list.setCellFactory(l -> new Word());
    popup.getStyleClass().add("completion-popup");
    popup.setAutoHide(true);
    popup.setHideOnEscape(false);
    popup.setConsumeAutoHidingEvents(false);
    popup.setSkin(new ListSkin());
    area.focusedProperty().subscribe(focused -> hideUnless(focused));
    vocabulary.subscribe(now -> hide());
  }

  private void hideUnless(boolean shown) {
    if (!shown) {
      hide();
    }
  }

  void hide() {
    popup.hide();
  }

  /** Looks at what was typed: offers words, or nothing. */
  void update() {
    List<Completion> found = completions();
    if (found.isEmpty() || area.getScene() == null || area.getScene().getWindow() == null) {
      hide();
      return;
    }
    list.getItems().setAll(found);
    list.setPrefHeight(found.size() * CELL_HEIGHT + 2);
    list.scrollTo(0);
    // Who has typed a whole word may want just that: Tab and Enter then mean what they always do.
    if (isWhole(found.getFirst())) {
      list.getSelectionModel().clearSelection();
    } else {
      list.getSelectionModel().select(0);
    }
    Point2D cursor = area.getInputMethodRequests().getTextLocation(0);
    if (popup.isShowing()) {
      popup.setAnchorX(cursor.getX());
      popup.setAnchorY(cursor.getY() + LINE);
    } else {
      popup.show(area, cursor.getX(), cursor.getY() + LINE);
    }
  }

  private List<Completion> completions() {
    KnownWords words = vocabulary.getValue();
    int caret = area.getCaretPosition();
    String text = area.getText();
    boolean inWord = caret < text.length() && Character.isLetterOrDigit(text.charAt(caret));
    if (words == null || inWord || !area.isFocused() || area.getSelection().getLength() > 0) {
      return List.of();
    }
    return words.completions(text.substring(0, caret), FEWEST).stream().limit(MOST).toList();
  }

  private boolean isWhole(Completion completion) {
    KnownWords words = vocabulary.getValue();
    String typed = area.getText(completion.start(), area.getCaretPosition());
    return words != null && words.contains(typed);
  }

  /**
   * Handles a key that means the list.
   *
   * @return whether it did
   */
  boolean take(KeyEvent event) {
    if (!popup.isShowing()) {
      return false;
    }
    if (event.isShortcutDown() || event.isAltDown() || event.isShiftDown()) {
      return false;
    }
    Completion chosen = list.getSelectionModel().getSelectedItem();
    switch (event.getCode()) {
      case DOWN -> move(1);
      case UP -> move(-1);
      case ESCAPE -> hide();
      case TAB, ENTER -> {
        if (chosen == null) {
          hide();
          return false;
        }
        accept(chosen);
      }
      case LEFT, RIGHT, HOME, END, PAGE_UP, PAGE_DOWN -> {
        hide();
        return false;
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void move(int by) {
    int n = list.getItems().size();
    int now = list.getSelectionModel().getSelectedIndex();
    list.getSelectionModel().select(now < 0 && by < 0 ? n - 1 : Math.floorMod(now + by, n));
    list.scrollTo(list.getSelectionModel().getSelectedIndex());
  }

  private void accept(Completion completion) {
    hide();
    area.replaceText(completion.start(), area.getCaretPosition(), completion.entry());
  }

  private final class Word extends ListCell<Completion> {
    Word() {
      setOnMouseClicked(
          e -> {
            if (getItem() != null) {
              accept(getItem());
            }
          });
    }

    @Override
    protected void updateItem(@Nullable Completion completion, boolean empty) {
      super.updateItem(completion, empty);
      setText(empty || completion == null ? null : completion.entry());
    }
  }

  private final class ListSkin implements Skin<PopupControl> {
    @Override
    public PopupControl getSkinnable() {
      return popup;
    }

    @Override
    public Node getNode() {
      return list;
    }

    @Override
    public void dispose() {
      list.getItems().clear();
    }
  }
}
