package dev.pixdelta.gui.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/**
 * All actions by where they work: everywhere, or on one page. Turns key presses into them and is
 * the list behind F1. JavaFX thread only.
 */
public final class Actions {
  /**
   * Actions that work together.
   *
   * @param page where they work, or null for everywhere
   * @param title of the group in the list of shortcuts
   */
  public record Group(@Nullable Page page, String title, List<Action> actions) {
    public Group {
      actions = List.copyOf(actions);
    }
  }

  private final Map<String, Group> groups = new LinkedHashMap<>();
  private boolean pressDone;

  /** Adds actions; a group of the same title is replaced. */
  public void add(Group group) {
    groups.put(group.title(), group);
  }

  /** All groups, in the order they were added. */
  public List<Group> groups() {
    return List.copyOf(groups.values());
  }

  /**
   * Turns the key presses that reach a node into actions, each press into one at most.
   *
   * @param root of the window
   * @param page whose actions count beside those that work everywhere, or null
   */
  public void listen(Node root, Supplier<@Nullable Page> page) {
    root.addEventFilter(KeyEvent.KEY_PRESSED, e -> arrived(e, page.get()));
    root.addEventHandler(KeyEvent.KEY_PRESSED, e -> press(e, page.get()));
  }

  private void arrived(KeyEvent event, @Nullable Page page) {
    // An editable spinner copies each press to the field inside it, where it arrives once more.
    if (!isCopy(event)) {
      pressDone = false;
    }
    // Text fields consume this without doing anything.
    if (event.getTarget() instanceof TextInputControl
        && event.getCode() == KeyCode.ESCAPE
        && event.isShiftDown()) {
      press(event, page);
    }
  }

  private void press(KeyEvent event, @Nullable Page page) {
    if (!pressDone) {
      handle(event, page);
      pressDone = event.isConsumed();
    }
  }

  /** Presses arrive at the control with the focus; copies of them at a text field inside it. */
  private static boolean isCopy(KeyEvent event) {
    if (!(event.getTarget() instanceof TextInputControl target) || target.getScene() == null) {
      return false;
    }
    Node owner = target.getScene().getFocusOwner();
    Node node = target.getParent();
    while (node != null && node != owner) {
      node = node.getParent();
    }
    return node != null;
  }

  /**
   * Runs the action that a key press means; the event is consumed then.
   *
   * @param page whose actions count beside those that work everywhere, or null
   */
  public void handle(KeyEvent event, @Nullable Page page) {
    for (Group group : candidates(page)) {
      for (Action action : group.actions()) {
        if (!action.disabledProperty().get()
            && action.keys().stream().anyMatch(k -> k.match(event) && !isTyping(event, k))) {
          event.consume();
          action.run();
          return;
        }
      }
    }
  }

  /** A page's own actions come before those that work everywhere. */
  private List<Group> candidates(@Nullable Page page) {
    List<Group> out = new ArrayList<>();
    groups.values().stream().filter(g -> page != null && g.page() == page).forEach(out::add);
    groups.values().stream().filter(g -> g.page() == null).forEach(out::add);
    return out;
  }

  /** Plain keys belong to a text field while one has the focus. */
  private static boolean isTyping(KeyEvent event, KeyCombination keys) {
    if (!(event.getTarget() instanceof Node node)
        || !(node instanceof TextInputControl)
        || !(keys instanceof KeyCodeCombination code)) {
      return false;
    }
    boolean function = code.getCode().isFunctionKey() || code.getCode() == KeyCode.ESCAPE;
    return !function
        && code.getShortcut() != KeyCombination.ModifierValue.DOWN
        && code.getControl() != KeyCombination.ModifierValue.DOWN
        && code.getAlt() != KeyCombination.ModifierValue.DOWN;
  }
}
