package dev.pixdelta.gui.sketch;

import atlantafx.base.theme.Styles;
import dev.pixdelta.gui.shell.Action;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.gui.shell.SketchBook;
import dev.pixdelta.studio.sketch.Layer;
import dev.pixdelta.studio.sketch.Sketch;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/** The layers, the top one first; the chosen one is drawn on. */
final class LayerPane extends VBox {
  private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");

  private final SketchBook book;
  private final Messages messages;
  private final VBox rows = new VBox(2);
  private List<Layer> shown = List.of();
  private int chosen = -1;

  /**
   * @param add the ways to make a layer
   */
  LayerPane(SketchBook book, Messages messages, List<Action> add) {
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
    getChildren().addAll(head, rows);
    book.seenProperty().subscribe(this::show);
  }

  private static boolean looksLike(Layer a, Layer b) {
    return a.name().equals(b.name()) && a.visible() == b.visible() && a.guide() == b.guide();
  }

  private void show(Sketch now) {
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
    Label name = new Label(layer.name());
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
