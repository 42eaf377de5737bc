package dev.pixdelta.gui;

import atlantafx.base.controls.ToggleSwitch;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.beans.property.Property;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.TitledPane;
import javafx.scene.control.ToggleButton;
import org.jspecify.annotations.Nullable;

/**
 * What the controls of a page show: what is chosen, typed, unfolded and scrolled to. Taken from a
 * page and given to the same page in another language, whose controls stand in the same places.
 * JavaFX thread only.
 */
final class ControlStates {
  private final Map<String, Consumer<Node>> states = new LinkedHashMap<>();
  private final @Nullable String focus;

  private ControlStates(Node page, @Nullable Node focused) {
    IdentityHashMap<Node, String> places = new IdentityHashMap<>();
    walk(
        page,
        "",
        (place, node) -> {
          places.put(node, place);
          Consumer<Node> state = state(node);
          if (state != null) {
            states.put(place, state);
          }
        });
    Node at = focused;
    while (at != null && !places.containsKey(at)) {
      at = at.getParent(); // the focus may be inside a control
    }
    focus = at == null ? null : places.get(at);
  }

  /**
   * Reads a page.
   *
   * @param focused what has the focus in the window, or null
   */
  static ControlStates of(Node page, @Nullable Node focused) {
    return new ControlStates(page, focused);
  }

  /** Makes the controls of a page show this. */
  void applyTo(Node page) {
    walk(
        page,
        "",
        (place, node) -> Objects.requireNonNullElse(states.get(place), n -> {}).accept(node));
  }

  /** Gives the focus to the control that stands where it was. */
  void focusIn(Node page) {
    walk(
        page,
        "",
        (place, node) -> {
          if (place.equals(focus)) {
            node.requestFocus();
          }
        });
  }

  /** Visits what a page is made of; the inside of controls is theirs. */
  private static void walk(Node node, String place, BiConsumer<String, Node> visitor) {
    visitor.accept(place, node);
    List<Node> children =
        switch (node) {
          case ScrollPane scroll when scroll.getContent() != null -> List.of(scroll.getContent());
          case SplitPane split -> List.copyOf(split.getItems());
          case TitledPane titled when titled.getContent() != null -> List.of(titled.getContent());
          case Control control -> List.of();
          case Parent parent -> List.copyOf(parent.getChildrenUnmodifiable());
          default -> List.of();
        };
    for (int i = 0; i < children.size(); i++) {
      Node child = children.get(i);
      walk(child, place + "/" + i + child.getClass().getSimpleName(), visitor);
    }
  }

  /** What gives another node of the same kind what this one shows, or null for other nodes. */
  private static @Nullable Consumer<Node> state(Node from) {
    return switch (from) {
      case ScrollPane scroll -> {
        double vertical = scroll.getVvalue();
        double horizontal = scroll.getHvalue();
        yield to(
            ScrollPane.class,
            n -> {
              n.setVvalue(vertical);
              n.setHvalue(horizontal);
            });
      }
      case TitledPane titled -> {
        boolean expanded = titled.isExpanded();
        yield to(TitledPane.class, n -> put(n.expandedProperty(), expanded));
      }
      case ToggleButton toggle -> {
        boolean selected = toggle.isSelected();
        yield to(
            ToggleButton.class,
            n -> {
              if (n.isSelected() != selected) {
                n.fire(); // its action keeps what else depends on it
              }
            });
      }
      case CheckBox box -> {
        boolean selected = box.isSelected();
        yield to(CheckBox.class, n -> put(n.selectedProperty(), selected));
      }
      case ToggleSwitch box -> {
        boolean selected = box.isSelected();
        yield to(ToggleSwitch.class, n -> put(n.selectedProperty(), selected));
      }
      case Slider slider -> {
        Number value = slider.getValue();
        yield to(Slider.class, n -> put(n.valueProperty(), value));
      }
      case ComboBox<?> box -> {
        int choices = box.getItems().size();
        int chosen = box.getSelectionModel().getSelectedIndex();
        yield to(ComboBox.class, n -> choose(n, choices, chosen));
      }
      case TextInputControl field when field.isEditable() -> text(field);
      default -> null;
    };
  }

  private static void choose(ComboBox<?> box, int choices, int chosen) {
    boolean same = box.getItems().size() == choices;
    if (same && chosen >= 0 && box.getSelectionModel().getSelectedIndex() != chosen) {
      box.getSelectionModel().select(chosen);
    }
  }

  private static Consumer<Node> text(TextInputControl field) {
    TextHistory history = TextHistory.of(field);
    int anchor = field.getAnchor();
    int caret = field.getCaretPosition();
    double top = field instanceof TextArea area ? area.getScrollTop() : 0;
    return to(
        TextInputControl.class,
        n -> {
          if (!n.textProperty().isBound()) {
            history.applyTo(n);
          }
          n.selectRange(anchor, caret);
          if (n instanceof TextArea area) {
            area.setScrollTop(top);
          }
        });
  }

  private static <T> void put(Property<T> property, T value) {
    if (!property.isBound() && !property.getValue().equals(value)) {
      property.setValue(value);
    }
  }

  private static <N extends Node> Consumer<Node> to(Class<N> kind, Consumer<? super N> state) {
    return node -> {
      if (kind.isInstance(node)) {
        state.accept(kind.cast(node));
      }
    };
  }
}
