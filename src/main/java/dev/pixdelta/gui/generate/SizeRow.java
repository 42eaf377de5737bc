package dev.pixdelta.gui.generate;

import atlantafx.base.theme.Styles;
import dev.pixdelta.gui.shell.Action;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.pipeline.NamedSize;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.pipeline.SizeRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.css.PseudoClass;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;

/** The size by name or by numbers, with a way to what the model can draw where it cannot. */
final class SizeRow extends VBox {
  /** A size to choose; without a name the one that is typed. */
  private record Offer(NamedSize.@Nullable Name name, Size size) {}

  private static final PseudoClass IMPOSSIBLE = PseudoClass.getPseudoClass("impossible");

  private final GenerateModel model;
  private final Messages messages;
  private final ComboBox<Offer> names = new ComboBox<>();
  private final IntegerProperty width = new SimpleIntegerProperty();
  private final IntegerProperty height = new SimpleIntegerProperty();
  private final HBox numbers;
  private final Hyperlink better = new Hyperlink();
  private boolean free;
  private boolean showing;

  SizeRow(GenerateModel model, Messages messages, Action turn) {
    this.model = model;
    this.messages = messages;
    getStyleClass().add("setting-row");
    names.setId("size");
    names.setMaxWidth(Double.MAX_VALUE);
    names.setCellFactory(list -> new SizeCell());
    names.setButtonCell(new SizeCell());
    IntegerField w = new IntegerField(width, 8, SizeRule.MAX_SIDE);
    w.setAccessibleText(messages.get("size.width"));
    IntegerField h = new IntegerField(height, 8, SizeRule.MAX_SIDE);
    h.setAccessibleText(messages.get("size.height"));
    HBox.setHgrow(w, Priority.ALWAYS);
    HBox.setHgrow(h, Priority.ALWAYS);
    numbers = new HBox(8, w, new Label("×"), h);
    numbers.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    better.setId("better-size");
    better.getStyleClass().add(Styles.TEXT_SMALL);
    better.setOnAction(
        e -> {
          Size size = better();
          if (size != null) {
            model.size.set(size);
          }
        });
    Row row = new Row(messages.get("size"), names, turn.iconButton()).withHint(better);
    getChildren().addAll(row, numbers);
    names.valueProperty().subscribe((before, now) -> chosen(now));
    width.subscribe((before, now) -> typed());
    height.subscribe((before, now) -> typed());
    model.size.subscribe(now -> show());
    model.model.subscribe(
        now -> {
          free = false;
          show();
        });
  }

  private String text(Offer named) {
    return named.name() == null
        ? messages.get("size.free")
        : messages.get("size." + named.name().name().toLowerCase(Locale.ROOT))
            + "   "
            + pixels(named.size());
  }

  static String pixels(Size size) {
    return size.width() + " × " + size.height();
  }

  private void show() {
    showing = true;
    Size size = model.size.get();
    ModelChoice choice = model.model.get();
    List<Offer> offered = new ArrayList<>();
    if (choice != null) {
      choice.summary().sizes().forEach(s -> offered.add(new Offer(s.name(), s.size())));
    }
    Offer own = new Offer(null, size);
    Offer known = offered.stream().filter(n -> n.size().equals(size)).findFirst().orElse(null);
    offered.add(own);
    names.setValue(null); // or the list keeps its selection by place
    names.getItems().setAll(offered);
    names.setValue(known == null || free ? own : known);
    width.set(size.width());
    height.set(size.height());
    Row.present(numbers, known == null || free);
    showBetter(size);
    showing = false;
  }

  private @Nullable Size better() {
    Size possible = model.betterSize();
    return possible != null ? possible : model.trainedSize();
  }

  /** In the line of the name, where it does not move anything. */
  private void showBetter(Size size) {
    Size other = better();
    Row.present(better, other != null);
    ModelChoice choice = model.model.get();
    if (other == null || choice == null) {
      return;
    }
    boolean possible = model.betterSize() == null;
    better.setText(messages.get(possible ? "size.far.use" : "size.better.use", pixels(other)));
    better.pseudoClassStateChanged(IMPOSSIBLE, !possible);
    Tooltip why =
        new Tooltip(
            possible
                ? messages.get("size.far", choice.name(), pixels(choice.summary().nativeSize()))
                : messages.get("size.better", pixels(size), pixels(other)));
    better.setTooltip(why);
    better.setAccessibleHelp(why.getText());
  }

  private void chosen(@Nullable Offer named) {
    if (showing || named == null) {
      return;
    }
    free = named.name() == null;
    if (named.size().equals(model.size.get())) {
      show();
    } else {
      model.size.set(named.size());
    }
  }

  private void typed() {
    if (!showing) {
      model.size.set(new Size(Math.max(1, width.get()), Math.max(1, height.get())));
    }
  }

  /** A size with a drawing of its shape. */
  private final class SizeCell extends javafx.scene.control.ListCell<Offer> {
    @Override
    protected void updateItem(@Nullable Offer named, boolean empty) {
      super.updateItem(named, empty);
      setText(empty || named == null ? null : text(named));
      setGraphic(empty || named == null ? null : shape(Objects.requireNonNull(named)));
    }

    private HBox shape(Offer named) {
      double longer = Math.max(named.size().width(), named.size().height());
      Rectangle drawing =
          new Rectangle(
              Math.max(3, 16 * named.size().width() / longer),
              Math.max(3, 16 * named.size().height() / longer));
      drawing.getStyleClass().add("size-shape");
      HBox box = new HBox(drawing);
      box.setAlignment(javafx.geometry.Pos.CENTER);
      box.setMinWidth(18);
      box.setPrefWidth(18);
      return box;
    }
  }
}
