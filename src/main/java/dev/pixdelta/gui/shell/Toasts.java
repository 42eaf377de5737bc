package dev.pixdelta.gui.shell;

import dev.pixdelta.studio.FailureSentence;
import dev.pixdelta.text.Sentence;
import java.util.Locale;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/**
 * Short messages. An error stands above the page, which makes room for it, until it is dismissed;
 * anything else lies over the page for some seconds, where it covers no control. JavaFX thread
 * only.
 */
public final class Toasts {
  /** One message, and what can be done about it. */
  record Message(boolean error, String sentence, @Nullable Action action) {}

  private final Locale locale;
  private final ErrorList errors;
  private final ToastLayer layer;
  private final ReadOnlyBooleanWrapper silent = new ReadOnlyBooleanWrapper(this, "silent", true);
  private @Nullable Message last;

  public Toasts(Locale locale) {
    this.locale = locale;
    errors = new ErrorList(Messages.of(Toasts.class, locale));
    layer = new ToastLayer();
  }

  /** The errors, to stand above the page. */
  public Node errors() {
    return errors;
  }

  /** The other messages, to lie over the page. */
  public Node layer() {
    return layer;
  }

  /** Finds new places for what lies over the page, since another page has come. */
  public void place() {
    layer.requestLayout();
  }

  /** Something went well, or is worth knowing. */
  public void info(String sentence) {
    show(new Message(false, sentence, null));
  }

  /** As {@link #info}, with one thing to do about it, such as to undo it. */
  public void offer(String sentence, Action action) {
    show(new Message(false, sentence, action));
  }

  /** Something went wrong; the sentence says what, where, and the way out. */
  public void error(String sentence) {
    show(new Message(true, sentence, null));
  }

  /** Something went wrong; says it in the language of the window. */
  public void error(Throwable failure) {
    error(FailureSentence.sentence(failure));
  }

  /** As {@link #error(Throwable)}. */
  public void error(Sentence sentence) {
    error(FailureSentence.oneLine(sentence.in(locale)));
  }

  private void show(Message message) {
    last = message;
    silent.set(false);
    if (message.error()) {
      errors.add(message);
    } else {
      layer.add(message);
    }
  }

  /** Whether there was no message yet. */
  public ReadOnlyBooleanProperty silentProperty() {
    return silent.getReadOnlyProperty();
  }

  /** Gives the focus to the newest message; one that is gone comes back. */
  public void focusLast() {
    Message newest = last;
    if (newest == null) {
      return;
    }
    if (newest.error() ? !errors.shows(newest) : !layer.shows(newest)) {
      show(newest);
    }
    if (newest.error()) {
      errors.focus(newest);
    } else {
      layer.focus(newest);
    }
  }

  /** Shows what was shown in another window. */
  public void takeOver(Toasts before) {
    before.errors.messages().forEach(this::show);
    before.layer.messages().forEach(this::show);
    if (last == null && before.last != null) {
      last = before.last;
      silent.set(false);
    }
  }
}
