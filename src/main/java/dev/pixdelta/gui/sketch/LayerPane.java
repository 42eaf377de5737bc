package dev.pixdelta.gui.sketch;

import atlantafx.base.theme.Styles;
import dev.pixdelta.gui.shell.Action;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.gui.shell.SketchBook;
import dev.pixdelta.studio.sketch.Layer;
import dev.pixdelta.studio.sketch.Sketch;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/** The layers, the top one first; the chosen one is drawn on. */
final class LayerPane extends VBox {
  /** What layers are called in files, whatever the language of the window. */
  static final String NUMBER = "Layer ";

  static final String PASTED = "Pasted";
  private static final Pattern NUMBERED = Pattern.compile(NUMBER + "(\\d+)");
  private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");

  private final SketchBook book;
  private final Messages messages;
  private final VBox rows = new VBox(2);
  private final Slider opacity = new Slider(0.1, 1, 1);
  private final HBox opacityRow;
  private boolean showingOpacity;
  private @Nullable Sketch beforeDrag;
  private List<Layer> shown = List.of();
  private int chosen = -1;

  /**
   * @param add the ways to make a layer
   * @param clear empties the chosen one
   */
  LayerPane(SketchBook book, Messages messages, List<Action> add, Action clear) {
    super(8);
    this.book = book;
    this.messages = messages;
    setId("layers");
    Label title = new Label(messages.get("layers"));
    title.getStyleClass().add("setting-name");
    HBox.setHgrow(title, Priority.ALWAYS);
    title.setMaxWidth(Double.MAX_VALUE);
    HBox head = new HBox(4, title);
    head.setAlignment(Pos.CENTER_LEFT);
    add.forEach(a -> head.getChildren().add(a.iconButton()));
    opacity.setId("layer-opacity");
    opacity.setAccessibleText(messages.get("layer.opacity"));
    HBox.setHgrow(opacity, Priority.ALWAYS);
    Label opacityName = new Label(messages.get("layer.opacity"));
    opacityName.getStyleClass().add(Styles.TEXT_SMALL);
    opacityRow = new HBox(8, opacityName, opacity);
    opacityRow.setAlignment(Pos.CENTER_LEFT);
    Button clearing = clear.button();
    clearing.setId("clear-layer");
    clearing.getStyleClass().add(Styles.SMALL);
    getChildren().addAll(head, rows, opacityRow, clearing);
    opacity.valueProperty().subscribe((before, now) -> opacityMoved());
    opacity.valueChangingProperty().subscribe(this::opacityDragged);
    book.seenProperty().subscribe(this::show);
  }

  /** The name in the window's language; those that users gave stay as they are. */
  static String name(String stored, Messages messages) {
    Matcher numbered = NUMBERED.matcher(stored);
    if (numbered.matches()) {
      return messages.get("layer", numbered.group(1));
    }
    return stored.equals(PASTED) ? messages.get("pasted") : stored;
  }

  private void opacityMoved() {
    if (!showingOpacity) {
      Sketch now = book.seen();
      Sketch changed =
          now.withLayer(now.active(), now.activeLayer().withOpacity(opacity.getValue()));
      if (opacity.isValueChanging()) {
        book.show(changed);
      } else {
        book.put(changed);
      }
    }
  }

  /** One drag is one step of the history. */
  @SuppressWarnings("ReferenceEquality") // sketches are values that are replaced
  private void opacityDragged(boolean changing) {
    if (changing) {
      beforeDrag = book.seen();
    } else if (beforeDrag != null && beforeDrag != book.seen()) {
      book.put(book.seen());
    }
  }

  private void showOpacity(Sketch now) {
    boolean guide = now.activeLayer().guide();
    opacityRow.setVisible(guide);
    opacityRow.setManaged(guide);
    if (!opacity.isValueChanging()) {
      showingOpacity = true;
      opacity.setValue(now.activeLayer().opacity());
      showingOpacity = false;
    }
  }

  private static boolean looksLike(Layer a, Layer b) {
    return a.name().equals(b.name()) && a.visible() == b.visible() && a.guide() == b.guide();
  }

  private void show(Sketch now) {
    showOpacity(now);
    boolean same = shown.size() == now.layers().size() && chosen == now.active();
    for (int i = 0; same && i < shown.size(); i++) {
      same = looksLike(shown.get(i), now.layers().get(i));
    }
    if (same) {
      return; // a stroke changes pixels, not rows
    }
    shown = now.layers();
    chosen = now.active();
    rows.getChildren().clear();
    for (int i = shown.size() - 1; i >= 0; i--) {
      rows.getChildren().add(row(i, shown.get(i)));
    }
  }

  private HBox row(int index, Layer layer) {
    Button eye =
        icon(
            layer.visible() ? BootstrapIcons.EYE : BootstrapIcons.EYE_SLASH,
            "layer.visible",
            s -> s.withLayer(index, s.layers().get(index).withVisible(!layer.visible())));
    Button guide =
        icon(
            layer.guide() ? BootstrapIcons.IMAGE : BootstrapIcons.PENCIL,
            layer.guide() ? "layer.guide" : "layer.drawn",
            s -> s);
    guide.setMouseTransparent(true);
    Label name = new Label(name(layer.name(), messages));
    name.setTooltip(new Tooltip(name.getText()));
    name.setMinWidth(0);
    name.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(name, Priority.ALWAYS);
    Button up = icon(BootstrapIcons.CHEVRON_UP, "layer.up", s -> s.moved(index, index + 1));
    up.setDisable(index == shown.size() - 1);
    Button down = icon(BootstrapIcons.CHEVRON_DOWN, "layer.down", s -> s.moved(index, index - 1));
    down.setDisable(index == 0);
    Button remove = icon(BootstrapIcons.TRASH, "layer.remove", s -> s.removed(index));
    HBox row = new HBox(2, eye, guide, name, up, down, remove);
    row.setAlignment(Pos.CENTER_LEFT);
    row.getStyleClass().add("layer-row");
    row.pseudoClassStateChanged(CHOSEN, index == chosen);
    row.setOnMouseClicked(e -> book.replace(book.seen().withActive(index)));
    return row;
  }

  private Button icon(Ikon ikon, String key, java.util.function.UnaryOperator<Sketch> change) {
    Button button = new Button(null, new FontIcon(ikon));
    button.getStyleClass().addAll(Styles.FLAT, Styles.SMALL, "button-icon");
    button.setTooltip(new Tooltip(messages.get(key)));
    button.setAccessibleText(messages.get(key));
    button.setOnAction(e -> book.put(change.apply(book.seen())));
    return button;
  }
}
