package dev.pixdelta.gui.generate;

import javafx.beans.property.IntegerProperty;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory.IntegerSpinnerValueFactory;
import javafx.scene.control.TextFormatter;

/** A spinner of whole numbers on a property: what is typed counts at once, as long as it fits. */
final class IntegerField extends Spinner<Integer> {
  private final IntegerSpinnerValueFactory values;
  private final IntegerProperty property;

  IntegerField(IntegerProperty property, int least, int most) {
    this.property = property;
    values = new IntegerSpinnerValueFactory(least, most, property.get());
    setValueFactory(values);
    setEditable(true);
    setMaxWidth(Double.MAX_VALUE);
    getEditor()
        .setTextFormatter(
            new TextFormatter<>(c -> c.getControlNewText().matches("\\d{0,6}") ? c : null));
    getEditor().textProperty().subscribe(this::typed);
    values.valueProperty().subscribe(v -> set(v));
    property.subscribe(v -> values.setValue(v.intValue()));
    focusedProperty().subscribe(this::focusChanged);
  }

  /** Changes what may be typed; the value is brought inside. */
  void setRange(int least, int most) {
    values.setMin(least);
    values.setMax(most);
  }

  private void typed(String text) {
    if (text.isEmpty()) {
      return;
    }
    int typed = Integer.parseInt(text);
    if (typed >= values.getMin() && typed <= values.getMax()) {
      set(typed);
    }
  }

  private void set(@org.jspecify.annotations.Nullable Integer value) {
    if (value != null && value != property.get()) {
      property.set(value);
    }
  }

  /** What could not be a value gives way to the one that counts. */
  private void focusChanged(boolean focused) {
    if (!focused) {
      getEditor().setText(String.valueOf(property.get()));
    }
  }
}
