package dev.pixdelta.gui.generate;

import atlantafx.base.theme.Styles;
import dev.pixdelta.gui.shell.Action;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.pipeline.PipelineRequest;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/** The seed with its lock and its dice. */
final class SeedRow {
  private static final PseudoClass ERROR = PseudoClass.getPseudoClass("error");

  private SeedRow() {}

  static Node of(GenerateModel model, Messages messages, Action lock, Action dice) {
    TextField field = new TextField(Long.toString(model.seed.get()));
    field.setId("seed");
    field.setTextFormatter(
        new TextFormatter<>(c -> c.getControlNewText().matches("\\d{0,10}") ? c : null));
    field.setTooltip(new Tooltip(messages.get("seed.hint", PipelineRequest.MAX_SEED)));
    model.seed.subscribe(
        v -> {
          if (!field.getText().equals(v.toString())) {
            field.setText(v.toString());
          }
        });
    field
        .textProperty()
        .subscribe(
            (before, now) -> {
              long typed = now.isEmpty() ? -1 : Long.parseLong(now);
              boolean good = typed >= 0 && typed <= PipelineRequest.MAX_SEED;
              field.pseudoClassStateChanged(ERROR, !good);
              if (good && typed != model.seed.get()) {
                model.useSeed(typed); // who types a seed wants that one
              }
            });
    field
        .focusedProperty()
        .subscribe(
            focused -> {
              if (!focused) {
                field.setText(Long.toString(model.seed.get()));
              }
            });
    ToggleButton locked = lock.wired(new ToggleButton());
    locked.setId("seed-lock");
    locked.getStyleClass().add(Styles.BUTTON_ICON);
    model.seedLocked.subscribe(
        on -> {
          locked.setSelected(on);
          locked.setGraphic(new FontIcon(on ? BootstrapIcons.LOCK_FILL : BootstrapIcons.UNLOCK));
        });
    return new Row(messages.get("seed"), field, locked, dice.iconButton());
  }
}
