package dev.pixdelta.gui.shell;

import java.util.List;
import java.util.function.Function;
import javafx.beans.property.Property;
import javafx.scene.control.ComboBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/** Drop-down lists on properties. */
public final class ChoiceBoxes {
  private ChoiceBoxes() {}

  /**
   * A list of fixed values.
   *
   * @param text shows a value
   */
  public static <T> ComboBox<T> of(
      String id, Property<T> property, List<T> values, Function<T, String> text) {
    ComboBox<T> box = empty(id, text);
    box.getItems().setAll(values);
    box.valueProperty().bindBidirectional(property);
    return box;
  }

  /** A list without values and property yet. */
  public static <T> ComboBox<T> empty(String id, Function<T, String> text) {
    ComboBox<T> box = new ComboBox<>();
    box.setId(id);
    box.setMaxWidth(Double.MAX_VALUE);
    box.setConverter(text(text));
    return box;
  }

  /** Shows values in a list into which nothing is typed. */
  public static <T> StringConverter<T> text(Function<T, String> text) {
    return new StringConverter<>() {
      @Override
      public String toString(@Nullable T value) {
        return value == null ? "" : text.apply(value);
      }

      @Override
      public @Nullable T fromString(String typed) {
        return null;
      }
    };
  }
}
