package dev.pixdelta.gui.generate;

import dev.pixdelta.gui.shell.Action;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.gui.shell.SketchBook;
import dev.pixdelta.studio.sketch.Sketch;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/**
 * The way back from settings that a picture brought: the whole page and the drawing become what
 * they were. JavaFX thread only.
 */
final class RestoreUndo {
  private static final String KEYS = "Shortcut+Z";

  /** Undoes the last restoration; until something is typed, for then the keys mean the typing. */
  final Action action;

  private final Messages messages;
  private final GenerateModel model;
  private final SketchBook sketch;
  private final Runnable undone;
  private @Nullable Before before;
  private boolean restoring;

  /** What a restoration replaced. */
  private record Before(Draft page, Sketch sketch) {}

  /**
   * @param undone hears of it when a restoration was undone
   */
  RestoreUndo(Messages messages, GenerateModel model, SketchBook sketch, Runnable undone) {
    this.undone = undone;
    this.messages = messages;
    this.model = model;
    this.sketch = sketch;
    action =
        new Action(
            messages.get("restored.undo.all"),
            KEYS,
            BootstrapIcons.ARROW_COUNTERCLOCKWISE,
            () -> back(before));
    action.disabledProperty().set(true);
    model.prompt.subscribe(this::typed);
    model.negative.subscribe(this::typed);
  }

  private void typed() {
    if (!restoring) {
      action.disabledProperty().set(true);
    }
  }

  /**
   * Changes the page so that it can be undone.
   *
   * @return undoes this change, whatever comes after it
   */
  Action change(Runnable restoration) {
    Before now = new Before(model.page(), sketch.seen());
    restoring = true;
    try {
      restoration.run();
    } finally {
      restoring = false;
    }
    before = now;
    action.disabledProperty().set(false);
    return new Action(
        messages.get("restored.undo"),
        null,
        BootstrapIcons.ARROW_COUNTERCLOCKWISE,
        () -> back(now));
  }

  private void back(@Nullable Before then) {
    if (then == null) {
      return;
    }
    model.show(then.page());
    if (!then.sketch().equals(sketch.seen())) {
      sketch.put(then.sketch());
    }
    before = null;
    action.disabledProperty().set(true);
    undone.run();
  }

  /** Takes the keys before a text field does, as long as they mean this. */
  void pressed(KeyEvent event) {
    if (!action.disabledProperty().get() && KeyCombination.valueOf(KEYS).match(event)) {
      event.consume();
      action.run();
    }
  }
}
